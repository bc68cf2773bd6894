package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestPorts.class)
class HeaderHygieneTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static Peers peers;

  @BeforeAll
  static void start() {
    peers = Peers.started();
  }

  @AfterAll
  static void stop() {
    peers.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-User: admin", "X-User-Roles: admin", "X-Forwarded-User: admin",
            "Forwarded: for=1.2.3.4;host=evil", "X-Real-IP: 1.2.3.4",
        "X-Original-URL: /v1/audit", "X-HTTP-Method-Override: DELETE", "X_Forwarded_For: 1.2.3.4",
            "Cookie: q_session=1", "Via: 1.1 evil",
        "TE: trailers", "Proxy-Authorization: Basic eA==", "Upgrade: websocket",
            "Keep-Alive: timeout=9"
      })
  void keepsWhatACallerMayNotClaimFromTheServices(String header) throws IOException {
    var heard = heard(get(header));

    assertThat(heard.containsKey(header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT)))
        .isFalse();
  }

  @Test
  void saysItselfWhoCalledAndWhere() throws IOException {
    var heard =
        heard(
            get(
                "X-Forwarded-For: 1.2.3.4",
                "X-Forwarded-Host: evil",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Prefix: /evil"));

    assertThat(heard.getJsonArray("x-forwarded-for")).containsExactly("127.0.0.1");
    assertThat(heard.getJsonArray("x-forwarded-host")).containsExactly("zhihe:8080");
    assertThat(heard.getJsonArray("x-forwarded-proto")).containsExactly("http");
    assertThat(heard.containsKey("x-forwarded-prefix")).isFalse();
  }

  @Test
  void passesOnWhatTheContractKnows() throws IOException {
    var heard =
        heard(
            get(
                "If-None-Match: \"v1\"",
                "Accept: text/csv",
                "Accept-Language: en",
                "Prefer: wait=5",
                "If-Match: \"v2\"",
                "Idempotency-Key: 5f0a2c1e"));

    assertThat(heard.getJsonArray("if-none-match")).containsExactly("\"v1\"");
    assertThat(heard.getJsonArray("if-match")).containsExactly("\"v2\"");
    assertThat(heard.getJsonArray("accept")).containsExactly("text/csv");
    assertThat(heard.getJsonArray("accept-language")).containsExactly("en");
    assertThat(heard.getJsonArray("prefer")).containsExactly("wait=5");
    assertThat(heard.getJsonArray("idempotency-key")).containsExactly("5f0a2c1e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "authorization, close",
        "keep-alive, If-Match",
        "keep-alive, Host",
        "Content-Length",
        "close, transfer-encoding",
        "X-Forwarded-For",
        "x-forwarded-anything",
        "X-Request-Id",
        "keep-alive, a b",
        "foo: bar"
      })
  void refusesToDropAHeaderOnACallersWord(String connection) throws IOException {
    var answer =
        Caller.raw(
            "GET /v1/plans HTTP/1.1\r\nHost: zhihe\r\nAuthorization: Bearer x.y.z\r\nConnection: "
                + connection
                + "\r\n\r\n");

    assertThat(Caller.status(answer)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive, foo", "Foo", "close ,, X-Anything , foo", "foo, foo, TE"})
  void dropsWhatTheConnectionNamesAsItsOwn(String connection) throws IOException {
    var heard =
        heard(
            Caller.raw(
                "GET /v1/plans HTTP/1.1\r\nHost: zhihe:8080\r\nFoo: 1\r\nX-Anything: 2\r\n"
                    + "If-None-Match: \"v2\"\r\nConnection: "
                    + connection
                    + "\r\n\r\n"));

    assertThat(heard.fieldNames()).doesNotContain("foo", "x-anything");
    assertThat(heard.getJsonArray("if-none-match")).containsExactly("\"v2\"");
    assertThat(heard.getJsonArray("x-forwarded-host")).containsExactly("zhihe:8080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer x.y.z",
        "Host: zhihe",
        "Content-Type: text/csv",
        "Idempotency-Key: 1"
      })
  void refusesAHeaderThatMayAppearOnlyOnce(String header) throws IOException {
    assertThat(Caller.status(get(header, header))).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Host: \r\n", "Host: a b\r\n", "Host: evil/path\r\n", "Host: user@evil\r\n"})
  void wantsToKnowWhichHostIsMeant(String host) throws IOException {
    assertThat(
            Caller.status(
                Caller.raw("GET /v1/plans HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n")))
        .isEqualTo(400);
  }

  @Test
  void givesEachRequestItsOwnIdAndKeepsASaneOneOfTheCallerBesideIt() throws IOException {
    var sane = get("X-Request-Id: load-2026-11-23.1");
    var insane = get("X-Request-Id: <script>");
    var long65 = get("X-Request-Id: " + "x".repeat(65));
    var twice = get("X-Request-Id: load-2026-11-23.1", "X-Request-Id: load-2026-11-23.2");
    var claimed = get("X-Client-Request-Id: load-2026-11-23.1");

    assertThat(heard(sane).getJsonArray("x-client-request-id"))
        .containsExactly("load-2026-11-23.1");
    for (var dropped : List.of(insane, long65, twice, claimed)) {
      assertThat(heard(dropped).containsKey("x-client-request-id")).isFalse();
    }
    for (var answer : List.of(sane, insane, long65, twice, claimed)) {
      var id = heard(answer).getJsonArray("x-request-id").getString(0);
      assertThat(id).matches("[0-9a-f-]{36}");
      assertThat(answer).containsOnlyOnce("X-Request-Id: " + id + "\r\n");
    }
  }

  @Test
  void namesBothIdsInItsOwnProblems() throws IOException {
    var answer = Caller.send(Caller.to("/v1/nothing").header("X-Request-Id", "load-2026-11-23.1"));

    var problem = Caller.json(answer);
    assertThat(problem.getString("clientRequestId")).isEqualTo("load-2026-11-23.1");
    assertThat(problem.getString("traceId"))
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow())
        .isNotEqualTo("load-2026-11-23.1");
  }

  @Test
  void continuesATraceAndBeginsOneWhereThereIsNone() throws IOException {
    var continued = heard(get("traceparent: " + TRACE, "tracestate: a=b"));
    var begun =
        heard(
            get(
                "traceparent: 00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "tracestate: a=b"));

    assertThat(continued.getJsonArray("traceparent")).containsExactly(TRACE);
    assertThat(continued.getJsonArray("tracestate")).containsExactly("a=b");
    assertThat(begun.getJsonArray("traceparent").getString(0))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    assertThat(begun.containsKey("tracestate")).isFalse();
  }

  @Test
  void keepsToItselfWhatAServiceSaysAboutItsConnection() throws IOException {
    var answer = get("Accept: */*");

    assertThat(answer)
        .doesNotContainIgnoringCase("\nServer:")
        .doesNotContainIgnoringCase("\nKeep-Alive:")
        .doesNotContain("from-the-peer");
    assertThat(answer)
        .contains("X-Content-Type-Options: nosniff")
        .contains("ETag: \"v1\"")
        .contains("Idempotent-Replayed: true");
  }

  /** Ambiguous requests can be used for request smuggling, so each must be refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1\r\nZ\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "Content-Length: +1\r\n\r\na",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 1, 1\r\n\r\na",
        "Content-Length: 0x1\r\n\r\na",
        "X-Bad Header: 1\r\nContent-Length: 0\r\n\r\n",
        "X-Bare: a\rb\r\nContent-Length: 0\r\n\r\n",
        "X-Nul: a\u0000b\r\nContent-Length: 0\r\n\r\n",
        " X-Folded: first\r\nContent-Length: 0\r\n\r\n"
      })
  void refusesWhatTwoReadersCouldReadDifferently(String rest) throws IOException {
    var answer =
        Caller.raw("POST /v1/reports HTTP/1.1\r\nHost: zhihe\r\nConnection: keep-alive\r\n" + rest);

    assertThat(Caller.status(answer)).as(answer).isEqualTo(400);
    assertThat(answer).contains("https://zhihe.dev/problems/malformed");
    assertThat(answer.split("HTTP/1\\.1 ", -1)).as("one answer only, in: %s", answer).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n",
        "-1\r\n",
        "1\r\nabc\r\n0\r\n\r\n",
        "ffffffffffffffffff\r\n",
        "1;\nx\r\n0\r\n\r\n"
      })
  void cutsTheLineWhenABodyTurnsOutToBeMalformed(String body) throws IOException {
    var answer =
        Caller.raw(
            "POST /v1/reports HTTP/1.1\r\nHost: zhihe\r\nTransfer-Encoding: chunked\r\n\r\n"
                + body
                + "GET /v1/plans HTTP/1.1\r\nHost: zhihe\r\n\r\n");

    assertThat(Caller.status(answer)).as(answer).isIn(0, 400);
  }

  @Test
  void refusesABodyWhereNoneBelongs() throws IOException {
    assertThat(
            Caller.status(
                Caller.raw("GET /v1/plans HTTP/1.1\r\nHost: zhihe\r\nContent-Length: 1\r\n\r\nx")))
        .isEqualTo(400);
  }

  @Test
  void keepsTheConnectionInStepAfterARefusalWithABody() throws IOException {
    var answer =
        Caller.raw(
            "POST /v1/nothing HTTP/1.1\r\nHost: zhihe\r\nContent-Length: 5\r\n\r\nhello"
                + "GET /v1/plans HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n");

    assertThat(Stream.of(answer.split("HTTP/1\\.1 ", -1)).skip(1).map(part -> part.substring(0, 3)))
        .containsExactly("404", "200");
  }

  private static String get(String... headers) throws IOException {
    var lines = Stream.of(headers).collect(Collectors.joining("\r\n"));
    return Caller.raw(
        "GET /v1/plans HTTP/1.1\r\nHost: zhihe:8080\r\n" + lines + "\r\nConnection: close\r\n\r\n");
  }

  private static JsonObject heard(String answer) {
    assertThat(Caller.status(answer)).as(answer).isEqualTo(200);
    return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4))
        .getJsonObject("headers");
  }
}
