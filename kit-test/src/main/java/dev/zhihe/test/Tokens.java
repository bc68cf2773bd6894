package dev.zhihe.test;

import io.smallrye.jwt.build.Jwt;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens as Keycloak issues them, signed with a key of this test run. */
public final class Tokens {
  private static final KeyPair KEYS = keys();

  /** A signature takes longer than most requests that it is sent with. */
  private static final Map<List<Object>, String> SIGNED = new ConcurrentHashMap<>();

  private Tokens() {}

  /** The key with which services check the tokens. */
  public static String publicKey() {
    return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
  }

  /** An access token of a person or system with realm roles. */
  public static String of(String name, String... roles) {
    return signed(Map.of("preferred_username", name), roles);
  }

  /** An access token of somebody who acts for an organisation, by its credit code. */
  public static String ofOrganisation(String organisation, String name, String... roles) {
    return signed(Map.of("preferred_username", name, "org", organisation), roles);
  }

  /**
   * An access token with these claims beside those that every token has: no user name. The same
   * claims have the same token, which outlives the run.
   */
  public static String signed(Map<String, ?> claims, String... roles) {
    return SIGNED.computeIfAbsent(
        List.of(claims, List.of(roles)),
        person -> {
          var token =
              Jwt.issuer("http://localhost:8180/realms/zhihe")
                  .audience("zhihe-api")
                  .subject("5f0a2c1e-9f57-4d0f-9a4e-0f3c5b1d7a10")
                  .claim("typ", "Bearer")
                  .claim("realm_access", Map.of("roles", List.of(roles)))
                  .expiresIn(Duration.ofHours(12));
          claims.forEach(token::claim);
          return token.jws().keyId("test").sign(KEYS.getPrivate());
        });
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has RSA", e);
    }
  }
}
