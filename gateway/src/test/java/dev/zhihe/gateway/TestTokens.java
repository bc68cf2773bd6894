package dev.zhihe.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.function.Consumer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Real tokens, signed as Keycloak signs them, by a key that the login server among the {@link
 * Peers} publishes.
 */
final class TestTokens {

  private static final String KEY_ID = "the-test-key";
  private static final KeyPair KEY = key();

  private TestTokens() {}

  static String valid() {
    return with(claims -> {});
  }

  static String with(Consumer<JwtClaims> change) {
    var claims = claims();
    change.accept(claims);
    return signed(claims, jws -> {});
  }

  static String signedWith(Consumer<JsonWebSignature> change) {
    return signed(claims(), change);
  }

  /** Signed with a shared secret that everybody knows: the public key. */
  static String withThePublicKeyAsSecret() {
    return signed(
        claims(),
        jws -> {
          jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
          jws.setKey(new HmacKey(KEY.getPublic().getEncoded()));
        });
  }

  static String unsigned() {
    return signed(
        claims(),
        jws -> {
          jws.setAlgorithmConstraints(AlgorithmConstraints.ALLOW_ONLY_NONE);
          jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
          jws.setKey(null);
        });
  }

  static String byAStranger() throws GeneralSecurityException {
    var stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    return signedWith(jws -> jws.setKey(stranger.getPrivate()));
  }

  static String keySet() {
    return keySet(KEY_ID, KEY.getPublic());
  }

  /** A key set with this key alone. */
  static String keySet(String id, PublicKey publicKey) {
    try {
      var key = PublicJsonWebKey.Factory.newPublicJwk(publicKey);
      key.setKeyId(id);
      key.setUse("sig");
      key.setAlgorithm("RS256");
      return new JsonObject()
          .put(
              "keys",
              new JsonArray()
                  .add(new JsonObject(key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))))
          .encode();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JwtClaims claims() {
    var claims = new JwtClaims();
    claims.setIssuer("http://localhost:8180/realms/zhihe");
    claims.setAudience("zhihe-api");
    claims.setSubject("editor-demo");
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setClaim("typ", "Bearer");
    claims.setClaim("preferred_username", "editor-demo");
    return claims;
  }

  private static String signed(JwtClaims claims, Consumer<JsonWebSignature> change) {
    var jws = new JsonWebSignature();
    jws.setPayload(claims.toJson());
    jws.setKeyIdHeaderValue(KEY_ID);
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    jws.setKey(KEY.getPrivate());
    change.accept(jws);
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * One key for all test classes, even if Quarkus loads this class more than once. The gateway
   * caches the key it has seen.
   */
  private static synchronized KeyPair key() {
    try {
      var known = System.getProperty("zhihe.test.key");
      if (known == null) {
        var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var base64 = Base64.getEncoder();
        System.setProperty(
            "zhihe.test.key",
            base64.encodeToString(pair.getPrivate().getEncoded())
                + " "
                + base64.encodeToString(pair.getPublic().getEncoded()));
        return pair;
      }
      var halves = known.split(" ", -1);
      var factory = KeyFactory.getInstance("RSA");
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(halves[1]))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[0]))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
