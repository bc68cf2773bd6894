package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestPorts.class)
class SuiteSearchTest {

  private Peers peers;

  @BeforeEach
  void start() {
    peers = Peers.started();
    peers.searches.put("indicators", finding(hit("i-1", 7), hit("i-2", 200_012)));
    peers.searches.put("projects", finding(hit("p-2", 100_005), hit("p-1", 200_012)));
    peers.searches.put("platforms", finding(hit("b", 7), hit("a", 110_005)));
  }

  @AfterEach
  void stop() {
    peers.close();
  }

  @Test
  void unitesWhatTheServicesFindInTheOrderOfTheRanks() throws IOException {
    var answer = Caller.get("/v1/search?q=%E6%99%BA");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(codes(answer)).containsExactly("b", "i-1", "p-2", "a", "i-2", "p-1");
    assertThat(Caller.json(answer).fieldNames()).as("nothing is missing").containsExactly("items");
    assertThat(Caller.json(answer).getJsonArray("items").getJsonObject(0))
        .as("an item is as its service says it")
        .isEqualTo(hit("b", 7));
  }

  @Test
  void answersAsManyAsAreWanted() throws IOException {
    assertThat(codes(Caller.get("/v1/search?q=a&limit=2"))).containsExactly("b", "i-1");
    assertThat(codes(Caller.get("/v1/search?q=a&limit=99999999999"))).hasSize(6);
    var many = new JsonObject[30];
    for (int i = 0; i < many.length; i++) {
      many[i] = hit("m" + i, i);
    }
    peers.searches.put("projects", finding(many));
    assertThat(codes(Caller.get("/v1/search?q=a"))).hasSize(20);
  }

  @Test
  void asksEveryServiceWithWhatTheCallerSaid() throws IOException {
    var asked = new ConcurrentHashMap<String, HttpServerRequest>();
    for (var service : Service.values()) {
      peers.searches.put(
          service.label(),
          request -> {
            asked.put(service.label(), request);
            finding().handle(request);
          });
    }
    var token = TestTokens.valid();

    Caller.send(
        Caller.to("/v1/search?q=%E6%99%BA&area=500106&limit=5")
            .header("Authorization", "Bearer " + token)
            .header("Accept-Language", "en")
            .header("Accept-Encoding", "gzip")
            .header("If-None-Match", "\"1.5\"")
            .header("X-User", "admin")
            .header("X-Request-Id", "mine"));

    assertThat(asked).containsOnlyKeys("indicators", "projects", "platforms");
    asked.forEach(
        (service, request) -> {
          assertThat(request.uri())
              .isEqualTo("/v1/search/" + service + "?q=%E6%99%BA&area=500106&limit=5");
          assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + token);
          assertThat(request.getHeader("Accept-Language")).isEqualTo("en");
          assertThat(request.getHeader("X-Client-Request-Id")).isEqualTo("mine");
          assertThat(request.getHeader("X-Request-Id")).matches("[0-9a-f-]{36}");
          assertThat(request.getHeader("traceparent")).isNotNull();
          assertThat(request.headers().names())
              .doesNotContain("X-User", "If-None-Match", "Accept-Encoding");
        });
  }

  @Test
  void saysWhoseAnswerIsMissing() throws IOException {
    peers.searches.put("projects", request -> {});

    var late = Caller.get("/v1/search?q=a");

    assertThat(late.statusCode()).isEqualTo(200);
    assertThat(codes(late)).containsExactly("b", "i-1", "a", "i-2");
    assertThat(missing(late)).containsExactly("projects");

    peers.stop("projects");
    peers.searches.put("indicators", request -> request.response().setStatusCode(500).end("{}"));
    assertThat(missing(Caller.get("/v1/search?q=a"))).containsExactly("indicators", "projects");

    peers.searches.put("indicators", request -> request.response().setStatusCode(404).end("{}"));
    assertThat(missing(Caller.get("/v1/search?q=a"))).containsExactly("indicators", "projects");

    peers.searches.put("indicators", request -> request.response().end("<html>"));
    assertThat(missing(Caller.get("/v1/search?q=a"))).containsExactly("indicators", "projects");
  }

  @Test
  void isUnavailableWhenNobodyAnswers() throws IOException {
    for (var service : Service.values()) {
      peers.stop(service.label());
    }

    var answer = Caller.get("/v1/search?q=a");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(Caller.json(answer).getString("type"))
        .isEqualTo("https://zhihe.dev/problems/unavailable");
  }

  @Test
  void passesOnThatTheQuestionIsWrong() throws IOException {
    peers.searches.put(
        "projects",
        request ->
            request
                .response()
                .setStatusCode(400)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Content-Language", "en")
                .end(
                    """
                    {"type":"https://zhihe.dev/problems/invalid-parameter","instance":"/v1/search/projects",\
                    "errors":[{"pointer":"/q"}]}"""));

    var answer = Caller.get("/v1/search");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Content-Language")).hasValue("en");
    assertThat(Caller.json(answer).getString("instance")).isEqualTo("/v1/search");
    assertThat(Caller.json(answer).getJsonArray("errors")).hasSize(1);
  }

  @Test
  void asksOnceMoreWhereAPooledConnectionTurnsOutClosed() throws IOException {
    var asked = new AtomicInteger();
    peers.searches.put(
        "projects",
        request -> {
          if (asked.incrementAndGet() == 1) {
            request.connection().close();
          } else {
            finding(hit("p", 1)).handle(request);
          }
        });

    assertThat(codes(Caller.get("/v1/search?q=a"))).startsWith("p");
    assertThat(asked.get()).isEqualTo(2);
  }

  @Test
  void refusesABadTokenAndAnotherMethod() throws IOException {
    assertThat(Caller.getWith("no-token", "/v1/search?q=a").statusCode()).isEqualTo(401);
    var post = Caller.send(Caller.to("/v1/search?q=a").POST(BodyPublishers.ofString("{}")));
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    assertThat(
            Caller.raw("HEAD /v1/search?q=a HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("\r\n\r\n");
  }

  @Test
  void isDescribedInTheUnitedContract() throws IOException {
    var contract = Caller.json(Caller.get("/openapi"));
    var operation =
        contract.getJsonObject("paths").getJsonObject("/v1/search").getJsonObject("get");

    assertThat(operation.getString("operationId")).isEqualTo("search");
    assertThat(operation.getString("summary")).contains("查找", "Find");
    assertThat(contract.getJsonObject("paths").fieldNames()).contains("/v1/search/projects");
    assertThat(contract.getJsonObject("components").getJsonObject("schemas").fieldNames())
        .as("what it refers to")
        .contains("SuiteSearchAnswer", "SearchHit", "Problem");
  }

  private static JsonObject hit(String code, int rank) {
    return new JsonObject().put("code", code).put("rank", rank).put("name", "智谷");
  }

  private static Handler<HttpServerRequest> finding(JsonObject... hits) {
    return request ->
        request
            .response()
            .end(new JsonObject(Map.of("items", new JsonArray(List.of(hits)))).toBuffer());
  }

  private static List<String> codes(HttpResponse<String> answer) {
    return Caller.json(answer).getJsonArray("items").stream()
        .map(hit -> ((JsonObject) hit).getString("code"))
        .toList();
  }

  private static List<Object> missing(HttpResponse<String> answer) {
    return Caller.json(answer).getJsonArray("incomplete").stream().toList();
  }
}
