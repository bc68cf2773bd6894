package dev.zhihe.sample;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Request.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ordinary clients need of HTTP, asked of the service itself. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class WireTest {
  private static final Family TOPICS = new Family("topics");
  private static final String ITEM = "/v1/topics/530090-n01";
  private static final String LIST = "/v1/topics?area=530090&limit=50";

  @BeforeEach
  void aTopic() {
    TOPICS.imported(topic("530090-n01")).statusCode(200);
  }

  private static String topic(String code) {
    return """
        code,area,nameZh,aliases,startYear,note
        %1$s,530090,线上 %1$s,甲;乙,2021,doc
        """
        .formatted(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "*", "garbage", "text/csv;q=7, */*;q=x", "*; q=.2"})
  void takesAnAcceptThatCannotBeReadForAnything(String accept) throws IOException {
    for (var address : List.of(LIST, ITEM)) {
      var answer = raw("GET " + address, "Accept: " + accept);
      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("application/json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en;q=2", "en;q=x", "en;q=", ";", "en-", "*;q=-1", "😀", "en;q=0"})
  void refusesInChineseWhereALanguageCannotBeRead(String language) throws IOException {
    var answer =
        raw(
            "GET /v1/topics/nothing",
            "Accept-Language: " + new String(language.getBytes(UTF_8), ISO_8859_1));

    assertThat(answer)
        .startsWith("HTTP/1.1 404 ")
        .contains("application/problem+json")
        .containsIgnoringCase("content-language: zh-CN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "If-None-Match: garbage",
        "If-None-Match: \"",
        "If-None-Match:",
        "Accept-Encoding: ;;q=,",
        "Range: bytes=x",
        "If-Modified-Since: yesterday",
        "If-Unmodified-Since: 31 Feb",
        "If-Range: x",
        "Cache-Control: ;;",
        "Content-Type: ;;",
        "Prefer: ;;",
        "traceparent: x"
      })
  void readsOnWhereAnotherHeaderCannotBeRead(String header) throws IOException {
    assertThat(raw("GET " + ITEM, header)).startsWith("HTTP/1.1 200 ");
    assertThat(raw("GET " + LIST, header)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void takesBackItsTagsHoweverTheyCome() throws IOException {
    for (var address : List.of(ITEM, LIST, LIST + "&format=csv", LIST + "&format=xlsx")) {
      var tag = given().urlEncodingEnabled(false).get(address).getHeader("ETag");
      for (var held : List.of("%s", "W/%s", "\"other\", W/%s", "W/\"a\",%s", "*")) {
        var answer = raw("GET " + address, "If-None-Match: " + held.formatted(tag));
        assertThat(answer)
            .as("%s with %s", address, held)
            .startsWith("HTTP/1.1 304 ")
            .containsIgnoringCase("etag: " + (held.equals("*") ? "\"" : tag))
            .doesNotContainIgnoringCase("transfer-encoding")
            .doesNotContainIgnoringCase("\r\ncontent-type")
            .doesNotContainPattern("(?i)\r\ncontent-length: [1-9]")
            .endsWith("\r\n\r\n");
      }
      assertThat(raw("GET " + address, "If-None-Match: \"other\"")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void readsAStateOnlyIfItIsTheOneAskedFor() throws IOException {
    assertThat(raw("GET " + ITEM, "If-Match: \"v1\"")).startsWith("HTTP/1.1 200 ");
    assertThat(raw("GET " + ITEM, "If-Match: \"v99\""))
        .startsWith("HTTP/1.1 412 ")
        .contains("application/problem+json");
  }

  @Test
  void saysAboutAHeadWhatItSaysAboutAGet() throws IOException {
    for (var address :
        List.of(ITEM, LIST, LIST + "&format=csv", "/v1/changes/sample?after=0&limit=3")) {
      var get = names(raw("GET " + address, "Accept: */*"));
      var head = raw("HEAD " + address, "Accept: */*");

      assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
      assertThat(head.substring(0, head.indexOf("\r\n\r\n") + 4)).isEqualTo(head);
      assertThat(names(head)).as(address).isEqualTo(get);
    }
  }

  private static Set<String> names(String answer) {
    var names = new TreeSet<String>();
    answer
        .substring(0, answer.indexOf("\r\n\r\n"))
        .lines()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
        .forEach(names::add);
    names.remove("transfer-encoding");
    return names;
  }

  @Test
  void deletesForWhoeverTakesNothingButProblems() throws IOException {
    TOPICS.imported(topic("530090-n02")).statusCode(200);
    var answer =
        raw(
            "DELETE /v1/topics/530090-n02",
            "Accept: application/problem+json",
            "If-Match: \"v1\"",
            "Authorization: Bearer " + Tokens.of("erin", "editor"));

    assertThat(answer)
        .startsWith("HTTP/1.1 204 ")
        .doesNotContainIgnoringCase("transfer-encoding")
        .doesNotContainIgnoringCase("\r\ncontent-type")
        .doesNotContainPattern("(?i)\r\ncontent-length: [1-9]");
  }

  @Test
  void saysOfEveryAddressOfTheContractWhichMethodsItTakes() throws IOException {
    Map<String, Map<String, Object>> paths =
        given().get("/q/openapi?format=json").then().extract().jsonPath().getMap("paths");
    assertThat(paths).hasSizeGreaterThan(20);
    for (var path : paths.entrySet()) {
      var address = path.getKey().replace("{service}", "sample").replaceAll("\\{[a-z]+}", "x");
      var methods = new TreeSet<String>(List.of("OPTIONS"));
      path.getValue().keySet().forEach(method -> methods.add(method.toUpperCase(Locale.ROOT)));
      methods.retainAll(List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"));
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      var told = raw("OPTIONS " + address);
      assertThat(told).as(address).startsWith("HTTP/1.1 204 ");
      assertThat(allow(told)).as(address).isEqualTo(methods);
      var refused = raw("PATCH " + address);
      assertThat(refused)
          .as(address)
          .startsWith("HTTP/1.1 405 ")
          .contains("https://zhihe.dev/problems/method-not-allowed");
      assertThat(allow(refused)).as(address).isEqualTo(methods);
    }
    assertThat(raw("GET /v1/topics/imports")).startsWith("HTTP/1.1 405 ");
    assertThat(raw("OPTIONS /v1/nothing")).startsWith("HTTP/1.1 404 ");
  }

  private static Set<String> allow(String answer) {
    var line =
        answer
            .lines()
            .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("allow:"))
            .findFirst()
            .orElseThrow();
    return new TreeSet<>(List.of(line.substring("allow:".length()).strip().split(", *")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/topics?alias=%C7%F8%BF%C6%CE%AF",
        "/v1/topics/%C7%F8",
        "/v1/%C7%F8",
        "/v1/topics?q=%C0%AF",
        "/v1/topics?q=\u00c7\u00f8"
      })
  void refusesAddressesThatAreNoUtf8(String address) throws IOException {
    assertThat(raw("GET " + address))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json")
        .contains("https://zhihe.dev/problems/malformed");
    // The service's server refuses this before anybody could say why; the gateway says it.
    assertThat(raw("GET /v1/topics?area=%zz")).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"area=", "area", "area=%20", "limit=", "cursor=", "format=", "asOf="})
  void refusesAParameterWithoutAValue(String parameter) throws IOException {
    var name = parameter.replaceAll("=.*", "");

    given()
        .urlEncodingEnabled(false)
        .get("/v1/topics?" + parameter)
        .then()
        .statusCode(400)
        .body("type", equalTo("https://zhihe.dev/problems/invalid-parameter"))
        .body("errors.pointer", contains("/" + name))
        .body("errors.code", contains("empty"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | json",
        "*/* | json",
        "application/* | json",
        "text/csv | csv",
        "text/* | csv",
        "text/csv, application/json | json",
        "application/json;q=0.5, text/csv | csv",
        "text/csv;q=0.1, application/json;q=0.2 | json",
        "application/json;q=0, */* | csv",
        "application/json;q=0, text/csv;q=0, */*;q=0.1 | xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet | xlsx",
        "text/html, text/csv;q=0.3 | csv",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2 | json",
        "application/problem+json, application/json | json"
      })
  void givesTheFormThatIsWantedMost(String accept, String form) {
    given()
        .header("Accept", accept)
        .get(LIST)
        .then()
        .statusCode(200)
        .header("Content-Type", startsWith(type(form)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csv | application/json",
        "json | text/csv",
        "xlsx | */*",
        "csv | application/xml",
        "json | application/json;q=0"
      })
  void givesTheFormThatTheAddressNamesWhateverIsAccepted(String form, String accept) {
    given()
        .header("Accept", accept)
        .get(LIST + "&format=" + form)
        .then()
        .statusCode(200)
        .header("Content-Type", startsWith(type(form)));
  }

  private static String type(String form) {
    return switch (form) {
      case "csv" -> "text/csv";
      case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      default -> "application/json";
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/xml",
        "text/html",
        "application/json;q=0",
        "*/*;q=0",
        "application/problem+json"
      })
  void saysWhichFormsThereAreWhereNoneIsAccepted(String accept) {
    given()
        .header("Accept", accept)
        .header("Accept-Language", "en")
        .get(LIST)
        .then()
        .statusCode(406)
        .contentType(equalTo("application/problem+json"))
        .body("type", equalTo("https://zhihe.dev/problems/not-acceptable"))
        .body("detail", containsString("text/csv"));
    given()
        .get(LIST + "&format=xml")
        .then()
        .statusCode(400)
        .body("detail", containsString("json、csv 或 xlsx"));
  }

  @Test
  void repeatsNoTokenInARefusal() throws IOException {
    var token = Tokens.of("erin", "editor");
    for (var request :
        List.of(
            List.of("GET /v1/topics?access_token=" + token),
            List.of("GET /v1/topics?area=" + token),
            List.of("GET /v1/topics/" + token),
            List.of("GET /v1/" + token),
            List.of("GET /v1/topics?" + token + "=1"),
            List.of("GET /v1/audit/sample", "Authorization: Bearer: " + token),
            List.of("GET /v1/audit/sample", "Authorization: " + token),
            List.of("GET /v1/audit/sample", "Authorization: Bearer " + token + "x"))) {
      var headers = request.subList(1, request.size()).toArray(String[]::new);
      assertThat(raw(request.getFirst(), headers))
          .contains("application/problem+json")
          .doesNotContain(token.substring(0, 30))
          .doesNotContain(token.substring(token.length() - 30));
    }
    as("erin", "editor")
        .get("/v1/topics?client_secret=hush")
        .then()
        .body(not(containsString("hush")))
        .body("errors[0].value", nullValue());
  }

  @Test
  void tellsAnAddressThatIsTooLongSo() throws IOException {
    assertThat(raw("GET /v1/topics?area=" + "1".repeat(9_000)))
        .startsWith("HTTP/1.1 414 ")
        .contains("https://zhihe.dev/problems/uri-too-long");
  }

  /** Callers who break off fill no log with errors, whatever they were sending. */
  @ParameterizedTest
  @CsvSource({
    "notices, application/json",
    "topics/imports, text/csv",
    "topics/imports, application/x-ndjson"
  })
  void takesABodyThatBreaksOffForNoErrorOfItsOwn(String address, String type) throws IOException {
    var token = Tokens.of("erin", "editor");
    for (var sent : List.of("zz\r\n", "5\r\n{\"a\"", "5\r\n{\"a\":\r\n")) {
      try (var log = new LogLines();
          var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
        socket
            .getOutputStream()
            .write(
                """
                POST /v1/%s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: %s\r
                Transfer-Encoding: chunked\r
                \r
                %s"""
                    .formatted(address, token, type, sent)
                    .getBytes(ISO_8859_1));
        socket.shutdownOutput();
        socket.setSoTimeout(60_000);
        // Some are answered, others closed before anybody reads their body: it depends on how much
        // of it has come by then.
        assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
            .matches(answer -> answer.isEmpty() || answer.startsWith("HTTP/1.1 400 "));
        assertThat(log.errors()).as("%s to %s", sent, address).isEmpty();
      }
    }
  }

  /** What the service logs meanwhile. */
  private static final class LogLines extends Handler implements AutoCloseable {
    private final Queue<LogRecord> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("");

    LogLines() {
      root.addHandler(this);
    }

    List<String> errors() {
      return lines.stream()
          .filter(line -> line.getLevel().intValue() >= Level.SEVERE.intValue())
          .map(LogRecord::getMessage)
          .toList();
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      root.removeHandler(this);
    }
  }

  @Test
  void namesARefusedAddressAsItIsSeenBehindAProxy() {
    given()
        .header("X-Forwarded-Prefix", "/zhihe")
        .get("/v1/topics/nothing")
        .then()
        .body("instance", equalTo("/zhihe/v1/topics/nothing"));
  }

  /** What comes back, as it came. */
  private static String raw(String request, String... headers) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.setSoTimeout(60_000);
      var lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      socket
          .getOutputStream()
          .write(
              (request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines + "\r\n")
                  .getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
