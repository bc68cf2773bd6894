package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestPorts.class)
@TestProfile(KeyRotationTest.KeysAreLoadedAtOnce.class)
class KeyRotationTest {

  /** A gateway that asks for the keys whenever it meets an unknown one. */
  public static class KeysAreLoadedAtOnce implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.oidc.token.forced-jwk-refresh-interval", "0s");
    }
  }

  @Test
  void refusesAKeptTokenOnceItsKeyIsReplaced() throws IOException, GeneralSecurityException {
    try (var peers = Peers.started()) {
      var old = TestTokens.valid();
      for (var i = 0; i < 3; i++) {
        assertThat(status(old)).isEqualTo(200);
      }
      var forged = old.substring(0, old.lastIndexOf('.') + 1) + "A".repeat(342);
      assertThat(status(forged)).as("a kept token with another signature").isEqualTo(401);
      assertThat(status(old)).isEqualTo(200);

      var next = KeyPairGenerator.getInstance("RSA").generateKeyPair();
      peers.keySet = TestTokens.keySet("next", next.getPublic());
      var first =
          TestTokens.signedWith(
              jws -> {
                jws.setKeyIdHeaderValue("next");
                jws.setKey(next.getPrivate());
              });

      assertThat(status(first)).isEqualTo(200);
      assertThat(status(old)).as("signed with the key that was replaced").isEqualTo(401);
      assertThat(status(first)).isEqualTo(200);
    }
  }

  private static int status(String token) throws IOException {
    return Caller.getWith(token, "/v1/plans").statusCode();
  }
}
