package dev.zhihe.token;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Authenticates a request by its kept token. A token that is not kept is verified by quarkus-oidc,
 * with all augmentors of identities, and then kept.
 */
@Singleton
public class KeptTokenAuthentication implements HttpAuthenticationMechanism {

  private final OidcAuthenticationMechanism oidc;
  private final VerifiedTokens tokens;

  KeptTokenAuthentication(OidcAuthenticationMechanism oidc, VerifiedTokens tokens) {
    this.oidc = oidc;
    this.tokens = tokens;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager providers) {
    var authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization == null) {
      return oidc.authenticate(context, providers);
    }
    var kept = tokens.kept(authorization);
    if (kept != null) {
      return Uni.createFrom().item(kept);
    }
    return oidc.authenticate(context, providers)
        .onItem()
        .ifNotNull()
        .invoke(identity -> tokens.keep(authorization, identity));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return oidc.getChallenge(context);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return oidc.getCredentialTypes();
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return oidc.getCredentialTransport(context);
  }

  /** Before quarkus-oidc, which would verify every token. */
  @Override
  public int getPriority() {
    return oidc.getPriority() + 1;
  }
}
