package dev.zhihe.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.security.credential.Credential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that quarkus-oidc has verified, each kept until it expires. A token is found by the
 * SHA-256 of all its bytes, so a token that differs in any byte is another one. Refused tokens are
 * not kept.
 *
 * <p>A token counts only while the login server publishes its key. When other keys are loaded, all
 * tokens are forgotten, and each is verified against the new keys.
 */
@Singleton
public class VerifiedTokens {

  /**
   * Maximum number of characters of all kept tokens: about 3,000 tokens of Keycloak, which take
   * some 20 MB of memory.
   */
  static final long MAX_CHARACTERS = 4_000_000;

  private static final String SCHEME = "Bearer ";

  private final InstantSource clock;
  private final Cache<ByteBuffer, Kept> tokens;

  /** The ids of the published keys; null if no key set was loaded. */
  private volatile @Nullable Set<String> keys;

  /**
   * A verified token.
   *
   * @param key id of the key that signed it; null if it names none
   * @param expires seconds since 1970, as its claim {@code exp} says
   */
  private record Kept(
      SecurityIdentity identity, @Nullable String key, long expires, int characters) {}

  @Inject
  VerifiedTokens() {
    this(InstantSource.system(), Ticker.systemTicker());
  }

  VerifiedTokens(InstantSource clock, Ticker ticker) {
    this.clock = clock;
    tokens =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumWeight(MAX_CHARACTERS)
            .weigher((ByteBuffer hash, Kept kept) -> kept.characters())
            .expireAfter(
                Expiry.creating(
                    (ByteBuffer hash, Kept kept) ->
                        Duration.ofSeconds(Math.max(0, kept.expires() - now()))))
            .build();
  }

  /**
   * The caller whose token is kept. Does not block.
   *
   * @param authorization value of the header {@code Authorization}
   * @return null if the token is not kept; it may be valid all the same
   */
  public @Nullable SecurityIdentity kept(String authorization) {
    var token = token(authorization);
    if (token == null) {
      return null;
    }
    var kept = tokens.getIfPresent(hash(token));
    return kept != null && now() < kept.expires() && isPublished(kept.key())
        ? kept.identity()
        : null;
  }

  /** Keeps a token that was just verified, with the identity that it proves. */
  void keep(String authorization, SecurityIdentity identity) {
    var token = token(authorization);
    if (token != null
        && identity.getPrincipal() instanceof JsonWebToken claims
        && claims.getExpirationTime() > now()) {
      tokens.put(
          hash(token),
          new Kept(
              withoutRequest(identity), key(token), claims.getExpirationTime(), token.length()));
    }
  }

  /**
   * Forgets all tokens, because the login server has sent its keys.
   *
   * @param published the ids of the keys
   */
  void keysLoaded(Set<String> published) {
    keys = Set.copyOf(published);
    tokens.invalidateAll();
  }

  /** Number of kept tokens. */
  long count() {
    tokens.cleanUp();
    return tokens.estimatedSize();
  }

  private boolean isPublished(@Nullable String key) {
    var published = keys;
    return published == null || (key != null && published.contains(key));
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /** The token as quarkus-oidc reads it; null if the scheme is another. */
  private static @Nullable String token(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorization.substring(SCHEME.length())
        : null;
  }

  private static ByteBuffer hash(String token) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  private static @Nullable String key(String token) {
    try {
      var header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
      return new JsonObject(new String(header, StandardCharsets.UTF_8)).getString("kid");
    } catch (DecodeException
        | ClassCastException
        | IllegalArgumentException
        | IndexOutOfBoundsException unreadable) {
      return null;
    }
  }

  /**
   * The same caller, without the attributes that quarkus-oidc adds. They refer to the request and
   * would keep it in memory.
   */
  private static SecurityIdentity withoutRequest(SecurityIdentity identity) {
    var kept =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(identity.getPrincipal())
            .addRoles(identity.getRoles())
            .addPermissions(identity.getPermissions());
    for (Credential credential : identity.getCredentials()) {
      kept.addCredential(credential);
    }
    return kept.build();
  }
}
