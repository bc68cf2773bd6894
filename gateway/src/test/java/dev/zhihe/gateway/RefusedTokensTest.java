package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.test.ProgramLog;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What refused tokens leave in the log. */
@QuarkusTest
@QuarkusTestResource(TestPorts.class)
@TestProfile(ReverseProxyTest.ThatTrustsItsProxy.class)
class RefusedTokensTest {
  private static Peers peers;

  @BeforeAll
  static void start() {
    peers = Peers.started();
  }

  @AfterAll
  static void stop() {
    peers.close();
  }

  @Test
  void aRefusedTokenLeavesOneLineWithoutTheToken() throws IOException {
    var token = TestTokens.with(claims -> claims.setAudience("account"));

    var answer =
        Caller.send(
            Caller.to("/v1/plans?area=500106")
                .header("Authorization", "Bearer " + token)
                .header("X-Request-Id", "nightly-7")
                .header("X-Forwarded-For", "198.51.100.9, 203.0.113.9, 10.1.0.2"));

    assertThat(answer.statusCode()).isEqualTo(401);
    var lines = ProgramLog.linesWith(id(answer));
    assertThat(lines).hasSize(1);
    assertThat(new JsonObject(lines.getFirst().substring(lines.getFirst().indexOf('{'))))
        .isEqualTo(
            new JsonObject()
                .put("event", "access-refused")
                .put("kind", "token")
                .put("status", 401)
                .put("method", "GET")
                .put("path", "/v1/plans")
                .put("address", "203.0.113.9")
                .put("requestId", id(answer))
                .put("clientRequestId", "nightly-7"));
    assertThat(ProgramLog.linesWith(token.substring(0, 40))).isEmpty();
  }

  @Test
  void aFloodOfAnAddressLeavesFewLines() throws IOException {
    var random = ThreadLocalRandom.current();
    var address = "198.18.%d.%d".formatted(random.nextInt(256), random.nextInt(256));
    for (var i = 0; i < 50; i++) {
      Caller.send(
          Caller.to("/v1/plans")
              .header("Authorization", "Bearer x.y.z")
              .header("X-Forwarded-For", address));
    }

    assertThat(ProgramLog.linesWith('"' + address + '"')).hasSizeBetween(10, 40);
  }

  @Test
  void aRequestWithoutATokenLeavesNone() throws IOException {
    var answer = Caller.get("/v1/plans");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ProgramLog.linesWith(id(answer))).isEmpty();
  }

  private static String id(HttpResponse<?> answer) {
    return answer.headers().firstValue("X-Request-Id").orElseThrow();
  }
}
