package dev.zhihe.kit.security;

import dev.zhihe.kit.problem.Characters;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Refuses tokens without a name that the log can store. A service account of Keycloak has a name
 * too, such as {@code service-account-consumer-demo}.
 */
@Singleton
public class NamedCallers implements SecurityIdentityAugmentor {
  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous()) {
      return Uni.createFrom().item(identity);
    }
    var name = identity.getPrincipal().getName();
    return Characters.isBlank(name) || Characters.unfit(name) >= 0
        ? Uni.createFrom()
            .failure(new AuthenticationFailedException("The token's name cannot be stored"))
        : Uni.createFrom().item(identity);
  }
}
