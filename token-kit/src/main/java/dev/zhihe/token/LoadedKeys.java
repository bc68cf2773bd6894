package dev.zhihe.token;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcResponseFilter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;

/** Sees each key set that quarkus-oidc loads from the login server. */
@Singleton
@Unremovable // nothing injects it: quarkus-oidc looks it up
@OidcEndpoint(OidcEndpoint.Type.JWKS)
public class LoadedKeys implements OidcResponseFilter {

  private final VerifiedTokens tokens;

  /** Anybody can have the keys loaded again, by a token of an unknown key. */
  private volatile String known = "";

  LoadedKeys(VerifiedTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Uni<Void> filter(OidcResponseFilterContext answer) {
    var sent = answer.responseBody().toString();
    if (answer.statusCode() == 200 && !sent.equals(known)) {
      known = sent;
      tokens.keysLoaded(ids(sent));
    }
    return Uni.createFrom().voidItem();
  }

  /** The ids of the keys in a set (RFC 7517, section 5). Empty if the set is malformed. */
  static Set<String> ids(String keySet) {
    try {
      return new JsonObject(keySet)
          .getJsonArray("keys", new JsonArray()).stream()
              .map(key -> ((JsonObject) key).getString("kid", ""))
              .collect(Collectors.toUnmodifiableSet());
    } catch (DecodeException | ClassCastException malformed) {
      return Set.of();
    }
  }
}
