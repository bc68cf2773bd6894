package dev.zhihe.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestPorts.class)
class RoutingTest {

  private static Peers peers;

  @BeforeAll
  static void start() {
    peers = Peers.started();
  }

  @AfterAll
  static void stop() {
    peers.close();
  }

  /** The API's families, listed independently of the route table that they test. */
  static Stream<Arguments> families() {
    return Stream.of(
            "indicators: plans indicators targets target-adjustments observations policies assessments scorecards reports"
                + " changes/indicators changes/indicators/digest search/indicators snapshots/indicators/x audit/indicators jobs/indicators/j1",
            "projects: programmes units projects project-changes investment-plans plan-adjustments annual-plans ledger-entries ledger-submissions"
                + " ledger-closes project-reports milestones milestone-slips funds fund-positions fund-rollups stated-totals project-lists"
                + " reconciliations investment-rollups progress-rules supervision-list supervision-notes"
                + " changes/projects changes/projects/digest search/projects snapshots/projects/x audit/projects jobs/projects/j1",
            "platforms: platforms registry-changes platform-targets operators reporting-periods period-extensions forms"
                + " occupancy-reports occupancy-rules occupancy-tenants occupancy-attachments/x occupancy-obligations occupancy-reminders"
                + " occupancy-rollups"
                + " changes/platforms changes/platforms/digest search/platforms snapshots/platforms/x audit/platforms jobs/platforms/j1")
        .flatMap(
            line ->
                Stream.of(line.substring(line.indexOf(':') + 2).split(" "))
                    .map(family -> Arguments.of(line.substring(0, line.indexOf(':')), family)));
  }

  @ParameterizedTest
  @MethodSource("families")
  void bringsEveryFamilyToItsOwner(String owner, String family) throws IOException {
    if (!family.startsWith("snapshots/")) {
      var echo = Caller.json(Caller.get("/v1/" + family + "?q=%E6%99%BA&limit=5"));
      assertThat(echo.getString("service")).isEqualTo(owner);
      assertThat(echo.getString("uri")).isEqualTo("/v1/" + family + "?q=%E6%99%BA&limit=5");
    }
    assertThat(Service.owning("/v1/" + family).orElseThrow().label()).isEqualTo(owner);
  }

  @Test
  void bringsCodesAndActsBelowAFamilyToItsOwner() throws IOException {
    var answer =
        Caller.send(
            Caller.to("/v1/plans/500106-145/adoption").POST(BodyPublishers.ofString("{\"a\":1}")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Caller.json(answer).getString("method")).isEqualTo("POST");
    assertThat(Caller.json(answer).getString("body")).isEqualTo("{\"a\":1}");
    assertThat(Caller.json(Caller.get("/v1/operators/9144030071526726XG")).getString("service"))
        .isEqualTo("platforms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1",
        "/v1/nothing",
        "/v1/changes",
        "/v1/changes/gateway",
        "/v1/search/gateway",
        "/v1/Plans",
        "/v1/plans/",
        "/v1/search/",
        "/v1/plans/500106-145/",
        "/openapi/",
        "/V1/plans",
        "/v2/plans",
        "/q/health",
        "/webjars/swagger-ui/index.html",
        "/docs/nothing.js"
      })
  void saysThatAnUnknownAddressIsUnknown(String path) throws IOException {
    var answer = Caller.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    var problem = Caller.json(answer);
    assertThat(problem.getString("type")).isEqualTo("https://zhihe.dev/problems/not-found");
    assertThat(problem.getInteger("status")).isEqualTo(404);
    assertThat(problem.getString("instance")).isEqualTo(path);
    assertThat(problem.getString("traceId"))
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(problem.getString("title")).isEqualTo("不存在");
    assertThat(answer.headers().firstValue("Content-Language")).hasValue("zh-CN");
  }

  @Test
  void speaksEnglishToThoseWhoPreferIt() throws IOException {
    var english =
        Caller.send(Caller.to("/v1/nothing").header("Accept-Language", "en-GB,en;q=0.9,zh;q=0.5"));
    var garbled = Caller.send(Caller.to("/v1/nothing").header("Accept-Language", ";;q=,"));

    assertThat(Caller.json(english).getString("title")).isEqualTo("Not found");
    assertThat(english.headers().firstValue("Content-Language")).hasValue("en");
    assertThat(Caller.json(garbled).getString("title")).isEqualTo("不存在");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/plans",
        "/v1//plans",
        "/v1/plans;x",
        "/v1;x/plans",
        "/v1/%70lans",
        "/v1/plans%2Fx",
        "/v1/plans%2fx",
        "/v1/./plans",
        "/v1/../v1/plans",
        "/v1/plans/..",
        "/v1/plans/.",
        "/v1/%2e%2e/q/health",
        "/v1/plans/%2e",
        "/v1/plans\\x",
        "/v1/plans%00",
        "/v1/plans#x",
        "http://elsewhere/v1/plans",
        "/v1/plans/%E6%99%BA",
        "/v1/plans%zz",
        "/v1/plans%",
        "/v1/plans?q=%",
        "/v1/plans?q=%4",
        "/v1/plans?q=%zz",
        "/v1/plans?leadDepartment=%C7%F8",
        "/v1/plans?q=%C0%AF",
        "/v1/plans?q=%ED%A0%80",
        "/v1/plans?q=<x>",
        "/v1/plans?q=a\"b",
        "/v1/plans?q=a|b",
        "/v1/plans?q=\u007f",
        "/docs/../v1/plans",
        "/v1/plans/..;/x"
      })
  void refusesEverySecondSpellingOfAnAddress(String target) throws IOException {
    var answer =
        Caller.raw("GET " + target + " HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n");

    assertThat(Caller.status(answer)).isEqualTo(400);
    assertThat(answer).contains("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "%s/v1/jobs/platforms/j1, /v1/jobs/platforms/j1",
    "%s/v1/platforms?cursor=a%%2Fb, /v1/platforms?cursor=a%%2Fb",
    "/v1/platforms/x, /v1/platforms/x",
    "http://elsewhere/v1/x, http://elsewhere/v1/x"
  })
  void namesAPlaceAsItIsSeenFromOutside(String told, String seen) throws IOException {
    var origin =
        ConfigProvider.getConfig().getValue("zhihe.origins.platforms", URI.class).toString();

    var answer =
        Caller.get("/v1/platforms/moved?to=" + URLEncoder.encode(told.formatted(origin), UTF_8));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).hasValue(seen.replace("%%", "%"));
  }

  @Test
  void takesAQueryInPlainUtf8ForItsPercentEncoding() throws IOException {
    var answer = plain("/v1/platforms?q=悦园&category=%E5%8F%8C创");

    assertThat(Caller.status(answer)).isEqualTo(200);
    assertThat(answer)
        .contains("\"uri\":\"/v1/platforms?q=%E6%82%A6%E5%9B%AD&category=%E5%8F%8C%E5%88%9B\"");
  }

  @Test
  void asksEveryServiceInPercentEncodingWhatWasSearchedInPlainUtf8() throws IOException {
    var asked = new ConcurrentHashMap<String, String>();
    for (var service : List.of("indicators", "projects", "platforms")) {
      peers.searches.put(
          service,
          request -> {
            asked.put(service, request.uri());
            request.response().end("{\"items\":[]}");
          });
    }
    try {
      assertThat(Caller.status(plain("/v1/search?q=悦园"))).isEqualTo(200);
    } finally {
      peers.searches.clear();
    }
    assertThat(asked)
        .containsEntry("platforms", "/v1/search/platforms?q=%E6%82%A6%E5%9B%AD")
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/plans/智", "/v1/plans?q=\u00e9", "/v1/plans?q=\u00c0\u00af"})
  void saysWhatToEncodeWhereBytesAreNoUtf8OrStandInThePath(String target) throws IOException {
    // Latin-1 stands for the bytes: the Chinese in UTF-8, the others broken or overlong.
    var bytes = target.contains("智") ? latin(target) : target;
    var answer =
        Caller.raw("GET " + bytes + " HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n");

    assertThat(Caller.status(answer)).isEqualTo(400);
    assertThat(answer)
        .contains("application/problem+json")
        .contains("https://zhihe.dev/problems/malformed")
        .contains("百分号编码");
  }

  private static String plain(String target) throws IOException {
    return Caller.raw(
        "GET " + latin(target) + " HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n");
  }

  /** The bytes of a text in UTF-8, each as one character. */
  private static String latin(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  @Test
  void takesAStarForNoAddress() throws IOException {
    var answer = Caller.raw("OPTIONS * HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n");

    assertThat(Caller.status(answer)).isBetween(400, 404);
  }

  @Test
  void staysCalmWhenAnAddressHasThousandsOfSegments() throws IOException {
    var answer =
        Caller.raw(
            "GET " + "/a".repeat(4000) + " HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n");

    assertThat(Caller.status(answer)).isEqualTo(404);
  }

  @Test
  void answersHeadWithTheHeadersAndNoBody() throws IOException {
    var proxied = Caller.raw("HEAD /v1/plans HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n");
    var refused =
        Caller.raw("HEAD /v1/nothing HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n");

    assertThat(Caller.status(proxied)).isEqualTo(200);
    assertThat(proxied).containsIgnoringCase("content-length: ").endsWith("\r\n\r\n");
    assertThat(Caller.status(refused)).isEqualTo(404);
    assertThat(refused).endsWith("\r\n\r\n");
  }

  @Test
  void passesOnThatNothingWasModified() throws IOException {
    var answer = Caller.send(Caller.to("/v1/plans/not-modified").header("If-None-Match", "\"v1\""));

    assertThat(answer.statusCode()).isEqualTo(304);
    assertThat(answer.headers().firstValue("ETag")).hasValue("\"v1\"");
  }

  @Test
  void refusesMethodsAndVersionsThatTheApiDoesNotHave() throws IOException {
    assertThat(
            Caller.status(
                Caller.raw("TRACE /v1/plans HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n")))
        .isEqualTo(405);
    assertThat(Caller.status(Caller.raw("GET /v1/plans HTTP/3.0\r\nHost: zhihe\r\n\r\n")))
        .isEqualTo(505);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/openapi | GET, HEAD, OPTIONS",
        "/health | GET, HEAD, OPTIONS",
        "/docs/start.js | GET, HEAD, OPTIONS",
        "/v1/search | GET, HEAD, OPTIONS",
        "/v1/plans | GET, HEAD, OPTIONS",
        "/v1/plans/500106-145 | GET, HEAD, OPTIONS",
        "/v1/plans/imports | POST, OPTIONS",
        "/v1/plans/500106-145/adoption | POST, OPTIONS",
        "/v1/aliases/x | GET, HEAD, DELETE, OPTIONS",
        "/v1/target-adjustments/x | GET, HEAD, PUT, DELETE, OPTIONS",
        "/v1/reports/x/files/pdf | GET, HEAD, OPTIONS"
      })
  void saysWhichMethodsAnAddressTakes(String path, String allow) throws IOException {
    var told =
        Caller.raw("OPTIONS " + path + " HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n");
    var refused = Caller.send(Caller.to(path).method("PATCH", BodyPublishers.noBody()));

    assertThat(Caller.status(told)).isEqualTo(204);
    assertThat(told).containsIgnoringCase("\r\nallow: " + allow + "\r\n");
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).hasValue(allow);
    assertThat(Caller.json(refused).getString("type"))
        .isEqualTo("https://zhihe.dev/problems/method-not-allowed");
  }

  @Test
  void saysThatNothingIsWhereNothingIsToWhomeverAsksForMethods() throws IOException {
    assertThat(
            Caller.send(Caller.to("/v1/nothing").method("OPTIONS", BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(404);
    assertThat(
            Caller.send(Caller.to("/v1/plans/x/y/z").method("OPTIONS", BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(404);
  }
}
