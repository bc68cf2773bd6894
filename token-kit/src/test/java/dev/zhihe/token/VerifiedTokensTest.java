package dev.zhihe.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

  private static final long EXPIRES = 1_800_000_000;

  private Instant now = Instant.ofEpochSecond(EXPIRES - 300);
  private final VerifiedTokens tokens = new VerifiedTokens(() -> now, Ticker.systemTicker());

  @Test
  void keepsWhoCalls() {
    tokens.keep("Bearer " + token("k1", "a"), caller());

    var kept = tokens.kept("Bearer " + token("k1", "a"));

    assertThat(kept.getPrincipal().getName()).isEqualTo("operator-demo");
    assertThat(kept.getRoles()).containsExactlyInAnyOrder("operator", "consumer");
    assertThat(kept.isAnonymous()).isFalse();
    assertThat(((JsonWebToken) kept.getPrincipal()).<String>getClaim("org"))
        .isEqualTo("91500000MA5U0DEMO1");
    assertThat(kept.getCredential(AccessTokenCredential.class)).isNotNull();
  }

  @Test
  void keepsNothingOfTheRequest() {
    tokens.keep("Bearer " + token("k1", "a"), caller());

    assertThat(tokens.kept("Bearer " + token("k1", "a")).getAttributes()).isEmpty();
  }

  @Test
  void readsTheSchemeInAnyCase() {
    tokens.keep("bearer " + token("k1", "a"), caller());

    assertThat(tokens.kept("BEARER " + token("k1", "a"))).isNotNull();
  }

  @Test
  void knowsNoOtherTokenAndNoOtherScheme() {
    tokens.keep("Bearer " + token("k1", "a"), caller());

    assertThat(tokens.kept("Bearer " + token("k1", "b"))).as("another signature").isNull();
    assertThat(tokens.kept("Bearer " + token("k1", "A"))).as("another case").isNull();
    assertThat(tokens.kept("Bearer  " + token("k1", "a"))).as("a second space").isNull();
    assertThat(tokens.kept("Bearer " + token("k1", "a") + " ")).as("a space at the end").isNull();
    assertThat(tokens.kept("Basic " + token("k1", "a"))).isNull();
    assertThat(tokens.kept("Bearer")).isNull();
    assertThat(tokens.kept("")).isNull();
  }

  @Test
  void keepsATokenUntilItExpires() {
    tokens.keep("Bearer " + token("k1", "a"), caller());

    now = Instant.ofEpochSecond(EXPIRES).minusMillis(1);
    assertThat(tokens.kept("Bearer " + token("k1", "a"))).isNotNull();
    now = Instant.ofEpochSecond(EXPIRES);
    assertThat(tokens.kept("Bearer " + token("k1", "a"))).isNull();
  }

  @Test
  void doesNotKeepAnExpiredToken() {
    now = Instant.ofEpochSecond(EXPIRES);
    tokens.keep("Bearer " + token("k1", "a"), caller());

    assertThat(tokens.count()).isZero();
  }

  @Test
  void forgetsAllTokensWhenKeysAreLoaded() {
    tokens.keep("Bearer " + token("k1", "a"), caller());

    tokens.keysLoaded(Set.of("k1"));

    assertThat(tokens.kept("Bearer " + token("k1", "a"))).isNull();
  }

  @Test
  void trustsNoTokenWhoseKeyIsNoLongerPublished() {
    tokens.keysLoaded(Set.of("k1", "k2"));
    tokens.keep("Bearer " + token("k1", "a"), caller());
    assertThat(tokens.kept("Bearer " + token("k1", "a"))).isNotNull();

    tokens.keysLoaded(Set.of("k2"));
    tokens.keep("Bearer " + token("k1", "a"), caller()); // its check began before

    assertThat(tokens.kept("Bearer " + token("k1", "a"))).isNull();
  }

  @Test
  void trustsNoTokenWithoutAKeyIdOnceKeysAreLoaded() {
    tokens.keysLoaded(Set.of("k1"));
    tokens.keep("Bearer e30.e30.a", caller());
    tokens.keep("Bearer !.e30.a", caller());
    tokens.keep("Bearer a", caller());

    assertThat(tokens.kept("Bearer e30.e30.a")).isNull();
    assertThat(tokens.kept("Bearer !.e30.a")).isNull();
    assertThat(tokens.kept("Bearer a")).isNull();
  }

  @Test
  void keepsOnlyTokensThatExpire() {
    tokens.keep(
        "Bearer " + token("k1", "a"),
        QuarkusSecurityIdentity.builder().setPrincipal((Principal) () -> "nobody").build());

    assertThat(tokens.count()).isZero();
  }

  @Test
  void keepsABoundedNumberOfTokens() {
    var long1 = token("k1", "a".repeat(1_000_000));
    for (var i = 0; i < 10; i++) {
      tokens.keep("Bearer " + long1 + i, caller());
    }

    assertThat(tokens.count()).isBetween(1L, VerifiedTokens.MAX_CHARACTERS / 1_000_000);
  }

  @Test
  void readsTheIdsOfAKeySet() {
    assertThat(LoadedKeys.ids("{\"keys\": [{\"kid\": \"k1\"}, {\"kid\": \"k2\"}]}"))
        .containsExactlyInAnyOrder("k1", "k2");
    assertThat(LoadedKeys.ids("{}")).isEmpty();
    assertThat(LoadedKeys.ids("{\"keys\": [1]}")).isEmpty();
    assertThat(LoadedKeys.ids("<html>")).isEmpty();
  }

  private static String token(String key, String signature) {
    var header = new JsonObject().put("alg", "RS256").put("kid", key).encode();
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + ".e30."
        + signature;
  }

  private static SecurityIdentity caller() {
    var claims = new JwtClaims();
    claims.setClaim("preferred_username", "operator-demo");
    claims.setClaim("org", "91500000MA5U0DEMO1");
    claims.setExpirationTime(NumericDate.fromSeconds(EXPIRES));
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new OidcJwtCallerPrincipal(claims, new AccessTokenCredential("e30.e30.a")))
        .addRoles(Set.of("operator", "consumer"))
        .addCredential(new AccessTokenCredential("e30.e30.a"))
        .addAttribute("a request", new Object())
        .build();
  }
}
