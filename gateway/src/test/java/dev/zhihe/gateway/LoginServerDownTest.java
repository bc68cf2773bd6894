package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestPorts.class)
@TestProfile(LoginServerDownTest.AGatewayOfItsOwn.class)
class LoginServerDownTest {

  /** A fresh gateway, which has never seen a key. */
  public static class AGatewayOfItsOwn implements QuarkusTestProfile {}

  @Test
  void startsWithoutTheLoginServerAndChecksTokensOnceItIsThere() throws IOException {
    try (var peers = Peers.withoutLogin()) {
      assertThat(Caller.get("/v1/plans").statusCode()).isEqualTo(200);
      var unchecked = Caller.getWith(TestTokens.valid(), "/v1/plans");
      assertThat(unchecked.statusCode()).isEqualTo(503);
      assertThat(unchecked.headers().firstValue("Retry-After")).isPresent();
      assertThat(Caller.json(unchecked).getString("type"))
          .isEqualTo("https://zhihe.dev/problems/unavailable");
      assertThat(Caller.getWith("x.y.z", "/v1/plans").statusCode()).isEqualTo(401);

      peers.start("keycloak");
      assertTimeout(Duration.ofSeconds(10), () -> until200(TestTokens.valid()));
      assertThat(peers.keyRequests.get()).isLessThanOrEqualTo(2);

      peers.stop("keycloak");
      assertThat(Caller.getWith(TestTokens.valid(), "/v1/plans").statusCode())
          .as("known keys outlive the login server")
          .isEqualTo(200);
      var unknownKey = TestTokens.signedWith(jws -> jws.setKeyIdHeaderValue("new"));
      assertThat(Caller.getWith(unknownKey, "/v1/plans").statusCode())
          .as("nobody can say whether this key is ours")
          .isEqualTo(503);
    }
  }

  private static void until200(String token) throws IOException {
    while (Caller.getWith(token, "/v1/plans").statusCode() != 200) {
      Thread.onSpinWait();
    }
  }
}
