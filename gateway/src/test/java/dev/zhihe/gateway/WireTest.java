package dev.zhihe.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ordinary clients and proxies need of HTTP. */
@QuarkusTest
@QuarkusTestResource(TestPorts.class)
class WireTest {

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
  void keepsAConnectionInStepThroughAnswersWithoutABody() throws IOException {
    try (var line = new Line(Caller.open())) {
      assertThat(line.ask("GET /v1/plans/long", "").body().getBytes())
          .isEqualTo(Peers.LONG.getBytes(UTF_8));
      var unchanged = line.ask("GET /v1/plans/long", "If-None-Match: \"v7\"\r\n");
      assertThat(unchanged.status()).isEqualTo(304);
      assertThat(unchanged.head())
          .containsIgnoringCase("ETag: \"v7\"")
          .doesNotContainIgnoringCase("transfer-encoding")
          .doesNotContainIgnoringCase("content-length")
          .doesNotContainIgnoringCase("\r\ncontent-type");
      assertThat(line.ask("HEAD /v1/plans/long", "").head())
          .containsIgnoringCase("content-length: " + Peers.LONG.getBytes(UTF_8).length)
          .doesNotContainIgnoringCase("transfer-encoding");
      assertThat(line.ask("HEAD /v1/snapshots/indicators?parts=2", "").head())
          .doesNotContainIgnoringCase("transfer-encoding");
      var gone = line.ask("DELETE /v1/target-parts/long", "If-Match: \"v7\"\r\n");
      assertThat(gone.status()).isEqualTo(204);
      assertThat(gone.head())
          .doesNotContainIgnoringCase("transfer-encoding")
          .doesNotContainIgnoringCase("content-length")
          .doesNotContainIgnoringCase("\r\ncontent-type");
      assertThat(line.ask("OPTIONS /v1/plans/long", "").status()).isEqualTo(204);
      assertThat(line.ask("GET /v1/plans/not-modified", "").status()).isEqualTo(304);
      assertThat(line.ask("GET /docs", "If-None-Match: *\r\n").status()).isEqualTo(304);
      assertThat(line.ask("GET /v1/plans/long", "").status()).isEqualTo(200);
    }
  }

  @Test
  void isReadByPythonAsItIsByUs() throws Exception {
    var python = pythonThere();
    assumeTrue(python, "There is no python3 here; keepsAConnectionInStep… reads as it does.");
    var script =
        """
        import http.client, sys
        line = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]), timeout=20)
        def ask(method, path, headers={}):
            line.request(method, path, headers=headers)
            answer = line.getresponse()
            return '%d:%d' % (answer.status, len(answer.read()))
        print(ask('GET', '/v1/plans/long'), ask('GET', '/v1/plans/long', {'If-None-Match': '"v7"'}),
              ask('HEAD', '/v1/plans/long'), ask('DELETE', '/v1/target-parts/long', {'If-Match': '"v7"'}),
              ask('GET', '/docs', {'If-None-Match': '*'}), ask('HEAD', '/v1/snapshots/indicators?parts=2'),
              ask('GET', '/v1/plans/long'))
        """;
    var process =
        new ProcessBuilder("python3", "-c", script, String.valueOf(Caller.port()))
            .redirectErrorStream(true)
            .start();
    var length = Peers.LONG.getBytes(UTF_8).length;

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
        .isEqualTo("200:%d 304:0 200:0 204:0 304:0 200:0 200:%d".formatted(length, length));
  }

  private static boolean pythonThere() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import http.client").start().waitFor() == 0;
    } catch (IOException none) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "br, gzip;q=0.5", "*", "deflate, gzip", "x-gzip"})
  void compressesTextForWhoeverTakesIt(String accepted) throws IOException {
    try (var line = new Line(Caller.open())) {
      var answer = line.ask("GET /v1/plans/long", "Accept-Encoding: " + accepted + "\r\n");

      assertThat(answer.head())
          .containsIgnoringCase("content-encoding: gzip")
          .containsIgnoringCase("ETag: \"v7-gzip\"")
          .containsIgnoringCase("Vary: Accept, Accept-Encoding");
      assertThat(answer.body().length()).isLessThan(300);
      assertThat(unzipped(answer.body().getBytes())).isEqualTo(Peers.LONG);
      assertThat(line.ask("HEAD /v1/plans/long", "Accept-Encoding: " + accepted + "\r\n").head())
          .containsIgnoringCase("content-encoding: gzip")
          .containsIgnoringCase("ETag: \"v7-gzip\"")
          .doesNotContainIgnoringCase("transfer-encoding");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "identity", "gzip;q=0", "gzip; q=0.000, *", "br", ";;=,", ";", "*;q=0"})
  void leavesAnswersPlainForEverybodyElse(String accepted) throws IOException {
    try (var line = new Line(Caller.open())) {
      var answer = line.ask("GET /v1/plans/long", "Accept-Encoding: " + accepted + "\r\n");

      assertThat(answer.head())
          .doesNotContainIgnoringCase("content-encoding")
          .containsIgnoringCase("ETag: \"v7\"")
          .containsIgnoringCase("Vary: Accept, Accept-Encoding");
      assertThat(answer.body().getBytes()).isEqualTo(Peers.LONG.getBytes(UTF_8));
      assertThat(line.ask("GET /v1/plans/linked", "Accept-Encoding: gzip\r\n").head())
          .as("what is short")
          .doesNotContainIgnoringCase("content-encoding");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"v7-gzip\" | \"v7\" | \"v7-gzip\"",
        "\"v7\" | \"v7\" | \"v7\"",
      })
  void knowsItsTagsAgainWhateverTheyAreSuffixedWith(String sent, String heard, String told)
      throws IOException {
    try (var line = new Line(Caller.open())) {
      var unchanged =
          line.ask(
              "GET /v1/plans/long", "Accept-Encoding: gzip\r\nIf-None-Match: " + sent + "\r\n");
      assertThat(unchanged.status()).isEqualTo(304);
      assertThat(unchanged.head()).containsIgnoringCase("ETag: " + told);
      peers.asked.clear();
      line.ask("DELETE /v1/target-parts/long", "If-Match: " + sent + "\r\n");
      assertThat(peers.asked).containsExactly("null " + heard);
      peers.asked.clear();
      line.ask("GET /v1/plans/long", "If-None-Match: \"a\", W/\"v7-gzip\"\r\n");
      assertThat(peers.asked).containsExactly("\"a\", W/\"v7\" null");
    }
  }

  @Test
  void compressesALineBeforeTheNextOneIsThere() throws IOException {
    try (var line = new Line(Caller.open())) {
      line.send("GET /v1/plans/lines", "Accept-Encoding: gzip\r\n");
      assertThat(line.head()).containsIgnoringCase("content-encoding: gzip");
      var text = new GZIPInputStream(line.chunks());
      assertThat(new String(text.readNBytes(11), UTF_8)).isEqualTo("{\"line\":1}\n");
      peers.lines.end("{\"line\":2}\n");
      assertThat(new String(text.readAllBytes(), UTF_8)).isEqualTo("{\"line\":2}\n");
    }
  }

  @Test
  void hasOneContentTypeForJson() throws IOException {
    assertThat(Caller.get("/v1/plans/linked").headers().firstValue("Content-Type"))
        .hasValue("application/json");
  }

  @Test
  void compressesItsOwnAnswersToo() throws IOException {
    var plain = Caller.get("/openapi");
    var gzipped =
        Caller.send(
            Caller.to("/openapi").header("Accept-Encoding", "gzip"), BodyHandlers.ofByteArray());

    assertThat(unzipped(gzipped.body())).isEqualTo(plain.body());
    assertThat(gzipped.headers().firstValue("ETag"))
        .hasValue(plain.headers().firstValue("ETag").orElseThrow().replaceFirst("\"$", "-gzip\""));
    for (var held : List.of("\"x\", W/%s", "%s")) {
      assertThat(
              Caller.send(
                      Caller.to("/openapi")
                          .header("Accept-Encoding", "gzip")
                          .header(
                              "If-None-Match",
                              held.formatted(gzipped.headers().firstValue("ETag").orElseThrow())))
                  .statusCode())
          .isEqualTo(304);
    }
  }

  @Test
  void letsScriptsOfAnySiteReadWhatIsPublic() throws IOException {
    try (var line = new Line(Caller.open())) {
      var preflight =
          line.ask(
              "OPTIONS /v1/plans",
              "Origin: https://a.example\r\nAccess-Control-Request-Method: GET\r\n"
                  + "Access-Control-Request-Headers: if-none-match\r\n");
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.head().toLowerCase(java.util.Locale.ROOT))
          .contains("access-control-allow-origin: *\r\n")
          .contains("access-control-allow-methods: get, head\r\n")
          .contains("if-none-match")
          .doesNotContain("authorization")
          .doesNotContain("allow-credentials");
      var read = line.ask("GET /v1/plans", "Origin: https://a.example\r\n");
      assertThat(read.head())
          .containsIgnoringCase("access-control-allow-origin: *\r\n")
          .contains("ETag, Link")
          .contains("Zhihe-As-Of");
      assertThat(line.ask("GET /v1/nothing", "Origin: https://a.example\r\n").head())
          .as("refusals can be read too")
          .containsIgnoringCase("access-control-allow-origin: *\r\n");
      assertThat(line.ask("DELETE /v1/target-parts/long", "Origin: https://a.example\r\n").head())
          .doesNotContainIgnoringCase("access-control");
      assertThat(line.ask("GET /v1/plans", "").head()).doesNotContainIgnoringCase("access-control");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host: zhihe\r\n", "", "Host: zhihe\r\nConnection: keep-alive\r\n"})
  void answersHttp10WithoutChunksAndClosesTheLine(String headers) throws IOException {
    var known = Caller.raw("GET /v1/plans/long HTTP/1.0\r\n" + headers + "\r\n");
    assertThat(known).startsWith("HTTP/1.").containsIgnoringCase("connection: close");
    assertThat(known).endsWith(Peers.LONG);

    try (var socket = Caller.open()) {
      socket
          .getOutputStream()
          .write(
              ("GET /v1/snapshots/indicators?parts=3 HTTP/1.0\r\n" + headers + "\r\n")
                  .getBytes(ISO_8859_1));
      var all = socket.getInputStream().readAllBytes();
      assertThat(new String(all, 0, 400, ISO_8859_1)).doesNotContainIgnoringCase("chunked");
      assertThat(all.length).isBetween(3 * Peers.PART, 3 * Peers.PART + 1000);
    }
    assertThat(
            Caller.status(
                Caller.raw(
                    "POST /v1/reports HTTP/1.0\r\nHost: zhihe\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")))
        .isEqualTo(400);
  }

  @Test
  void tellsWhoeverSendsTooMuchSo() throws IOException {
    var address =
        Caller.raw("GET /v1/plans?q=" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: zhihe\r\n\r\n");
    assertThat(Caller.status(address)).isEqualTo(414);
    assertThat(address).contains("https://zhihe.dev/problems/uri-too-long");
    assertThat(
            Caller.raw(
                "GET /v1/plans?q=%zz HTTP/1.1\r\nHost: zhihe\r\nOrigin: https://a.example\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .containsIgnoringCase("access-control-allow-origin: *");

    var headers =
        Caller.raw(
            "GET /v1/plans HTTP/1.1\r\nHost: zhihe\r\nX-A: " + "a".repeat(17_000) + "\r\n\r\n");
    assertThat(Caller.status(headers)).isEqualTo(431);
    assertThat(headers).contains("https://zhihe.dev/problems/headers-too-large");

    assertThat(
            Caller.raw(
                "GET /v1/plans?q=" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: zhihe\r\n\r\n"))
        .contains(" 414 ", "https://zhihe.dev/problems/uri-too-long");
    assertThat(
            Caller.raw(
                "GET /v1/plans HTTP/1.1\r\nHost: zhihe\r\nX: " + "a".repeat(99_000) + "\r\n\r\n"))
        .contains(" 431 ", "https://zhihe.dev/problems/headers-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n", "1\r\nabc\r\n0\r\n\r\n", "-1\r\n", "ffffffffffffffffff\r\n"})
  void tellsThatChunksAreBroken(String body) throws IOException {
    // The chunks have already arrived while the token is checked.
    for (var caller : List.of("", "Authorization: Bearer " + TestTokens.valid() + "\r\n")) {
      var answer =
          Caller.raw(
              "POST /v1/reports HTTP/1.1\r\nHost: zhihe\r\n"
                  + caller
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + body);

      assertThat(Caller.status(answer)).as(answer).isEqualTo(400);
      assertThat(answer).contains("https://zhihe.dev/problems/malformed", "chunked");
    }
  }

  /** The connection is closed, so that later bytes are not taken for a request. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v1/plans HTTP/1.1~Host: zhihe~X-A: a\u0001b~~ | 400 | malformed",
        "GET /v1/plans HTTP/1.1~Host: zhihe~X-A: a\u0000b~~ | 400 | malformed",
        "GET /v1/plans HTTP/1.1~Host: zhihe~X A: 1~~ | 400 | malformed",
        "GET /v1/plans HTTP/1.1~X-A: a\u0001b~Host: zhihe~~ | 400 | malformed",
        "GET /v1/plans~~ | 400 | malformed",
        "GET /v1/plans HTTP/x~Host: zhihe~~ | 400 | malformed",
        "POST /v1/reports HTTP/1.1~Host: zhihe~Content-Length: 1~Content-Length: 1~~a | 400 | malformed",
        "POST /v1/reports HTTP/1.1~Host: zhihe~Content-Length: 1~Content-Length: 2~~ab | 400 | malformed",
        "POST /v1/reports HTTP/1.1~Host: zhihe~Content-Length: 1, 1~~a | 400 | malformed",
        "CONNECT example.org:443 HTTP/1.1~Host: example.org:443~~ | 405 | method-not-allowed",
        "CONNECT /v1/plans HTTP/1.1~Host: zhihe~~ | 405 | method-not-allowed",
        "GET /v1/plans HTTP/2.0~Host: zhihe~~ | 505 | http-version-not-supported",
        "PRI * HTTP/2.0~~SM~~ | 505 | http-version-not-supported",
      })
  void saysWhatIsWrongWithWhatIsNoHttpAndPartsFromTheCaller(
      String request, int status, String problem) throws IOException {
    var next = "GET /v1/plans HTTP/1.1~Host: zhihe~~";
    try (var socket = Caller.open()) {
      socket.getOutputStream().write((request + next).replace("~", "\r\n").getBytes(ISO_8859_1));
      socket.setSoTimeout(60_000);
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8); // to its end

      assertThat(Caller.status(answer)).as(answer).isEqualTo(status);
      assertThat(answer)
          .containsIgnoringCase("\r\nconnection: close\r\n")
          .containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
          .contains("https://zhihe.dev/problems/" + problem)
          .doesNotContain("/bad-request"); // as Netty calls an address that it cannot read
      assertThat(answer.lines().filter(head -> head.startsWith("HTTP/"))).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS *", "GET *", "GET http://zhihe/v1/plans", "GET v1/plans"})
  void saysThatATargetIsNoAddressOfOurs(String request) throws IOException {
    try (var line = new Line(Caller.open())) {
      var answer = line.ask(request, "");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body().toJsonObject().getString("type"))
          .isEqualTo("https://zhihe.dev/problems/malformed");
      assertThat(line.ask("GET /v1/plans/long", "").status()).as("the same line").isEqualTo(200);
    }
  }

  @Test
  void tellsThatTheHostIsMissing() throws IOException {
    var answer = Caller.raw("GET /v1/plans HTTP/1.1\r\n\r\n");

    assertThat(Caller.status(answer)).isEqualTo(400);
    assertThat(answer).contains("https://zhihe.dev/problems/malformed");
  }

  @Test
  void holdsNothingOfARequestWhoseBodyIsBroken() throws IOException {
    for (var i = 0; i < 100; i++) { // more than there are connections to a service
      try (var line = new Line(Caller.open())) {
        line.send("POST /v1/reports", "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
        assertThat(line.head()).startsWith("HTTP/1.1 400 ");
      }
    }
    assertThat(Caller.get("/v1/plans/long").statusCode()).isEqualTo(200);
  }

  @Test
  void repeatsNoTokenInARefusal() throws IOException {
    var token = TestTokens.valid();
    for (var request :
        List.of(
            "GET /v1/nothing/" + token + " HTTP/1.1\r\n",
            "GET /v1/nothing?access_token=" + token + " HTTP/1.1\r\n",
            "GET /v1/plans HTTP/1.1\r\nAuthorization: Bearer: " + token + "\r\n",
            "GET /v1/plans HTTP/1.1\r\nAuthorization: " + token + "\r\n",
            "PATCH /v1/plans/" + token + " HTTP/1.1\r\n",
            "GET /" + token + "/ HTTP/1.1\r\n")) {
      assertThat(Caller.raw(request + "Host: zhihe\r\nConnection: close\r\n\r\n"))
          .contains("application/problem+json")
          .doesNotContain(token.substring(0, 20))
          .doesNotContain(token.substring(token.length() - 20));
    }
  }

  private static String unzipped(byte[] bytes) throws IOException {
    return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), UTF_8);
  }
}
