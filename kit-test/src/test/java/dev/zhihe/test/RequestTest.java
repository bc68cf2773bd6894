package dev.zhihe.test;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests to a server that answers with what it was sent. */
class RequestTest {
  private static HttpServer server;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    JsonPaths.install();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", RequestTest::echo);
    server.start();
    port = RestAssured.port;
    RestAssured.port = server.getAddress().getPort();
  }

  @AfterAll
  static void stop() {
    RestAssured.port = port;
    server.stop(0);
  }

  private static void echo(HttpExchange exchange) throws IOException {
    var sent = exchange.getRequestBody().readAllBytes();
    var answer =
        new ObjectMapper()
            .writeValueAsBytes(
                Map.of(
                    "method", exchange.getRequestMethod(),
                    "address", exchange.getRequestURI().toString(),
                    "headers", Map.copyOf(exchange.getRequestHeaders()),
                    "body", new String(sent, StandardCharsets.UTF_8)));
    exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    exchange.getResponseHeaders().add("ETag", "\"v1\"");
    var isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, isHead ? -1 : answer.length);
    if (!isHead) {
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/a-b_c.d, /v1/a-b_c.d",
    "/v1/甲 乙/, /v1/%E7%94%B2%20%E4%B9%99/",
    "/v1/a%20b+c, /v1/a%2520b%2Bc",
    "/v1/a?q=甲&on=2026-01-01T00:00+08:00&x=a=b, /v1/a?q=%E7%94%B2&on=2026-01-01T00%3A00%2B08%3A00&x=a%3Db",
    "/v1/a?q=&flag&asOf=1/2, /v1/a?q=&flag&asOf=1%2F2",
  })
  void encodesItsAddress(String address, String sent) {
    given().get(address).then().statusCode(200).body("address", equalTo(sent));
  }

  @Test
  void goesToAnotherServerIfItsAddressHasAHost() {
    var port = RestAssured.port;
    RestAssured.port = 1;
    try {
      given()
          .get("http://localhost:" + port + "/v1/甲?q=乙")
          .then()
          .body("address", equalTo("/v1/%E7%94%B2?q=%E4%B9%99"));
    } finally {
      RestAssured.port = port;
    }
  }

  @Test
  void leavesAnAddressAsItIsWhenAsked() {
    given()
        .urlEncodingEnabled(false)
        .get("/v1/a%0Ab?cursor=x%2Fy&area=%20")
        .then()
        .body("address", equalTo("/v1/a%0Ab?cursor=x%2Fy&area=%20"));
  }

  @Test
  void addsParametersToTheQuery() {
    given()
        .queryParam("q", "甲 & 乙", 2)
        .queryParams(Map.of("z", true))
        .get("/v1/a?limit=1")
        .then()
        .body("address", equalTo("/v1/a?limit=1&q=%E7%94%B2%20%26%20%E4%B9%99&q=2&z=true"));
  }

  @Test
  void sendsHeadersEachTimeTheyAreGivenAndOneType() {
    var answer =
        given()
            .auth()
            .oauth2("token")
            .header("If-Match", "\"v1\"")
            .header("If-Match", "\"v2\"")
            .contentType("text/csv")
            .contentType("application/json")
            .accept("text/csv")
            .body("甲")
            .put("/v1/a");

    answer
        .then()
        .header("ETag", "\"v1\"")
        .contentType("application/json")
        .body("method", equalTo("PUT"))
        .body("body", equalTo("甲"))
        .body("headers.Authorization", contains("Bearer token"))
        .body("headers.If-match", contains("\"v1\"", "\"v2\""))
        .body("headers.Content-type", contains("application/json"))
        .body("headers.Accept", contains("text/csv"));
  }

  @Test
  void sendsBytesAsTheyAreAndAnythingElseAsJson() {
    given()
        .body("甲".getBytes(StandardCharsets.UTF_8))
        .post("/v1/a")
        .then()
        .body("body", equalTo("甲"));
    given()
        .body(Map.of("codes", List.of("a", 1)))
        .post("/v1/a")
        .then()
        .body("body", equalTo("{\"codes\":[\"a\",1]}"));
  }

  @Test
  void sendsAStreamWithoutItsLength() {
    given()
        .body(new ByteArrayInputStream(new byte[] {'a', 'b'}))
        .post("/v1/a")
        .then()
        .body("body", equalTo("ab"))
        .body("headers.Transfer-encoding", contains("chunked"))
        .body("headers.Content-length", nullValue());
  }

  @Test
  void aReadHasNoLength() {
    given()
        .get("/v1/a")
        .then()
        .body("headers.Accept", contains("*/*"))
        .body("headers.Content-length", nullValue());
    given().delete("/v1/a").then().body("headers.Content-length", nullValue());
    given().post("/v1/a").then().body("headers.Content-length", contains("0"));
  }

  @Test
  void refusesAHeaderThatWouldBeSentInAnotherWay() {
    assertThatThrownBy(() -> given().header("X-Key", "甲"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("X-Key is not ASCII: 甲");
  }

  @Test
  void takesOverWhatAnotherRequestHas() {
    var other = given().header("X-Other", "1").queryParam("a", 1);

    given()
        .spec(other)
        .header("X-Other", "2")
        .get("/v1/a")
        .then()
        .body("address", equalTo("/v1/a?a=1"));
    other.get("/v1/a").then().body("headers.X-other", contains("1"));
  }

  @Test
  void aHeadHasHeadersAlone() {
    var answer = given().head("/v1/a");

    assertThat(answer.header("etag")).isEqualTo("\"v1\"");
    assertThat(answer.asString()).isEmpty();
  }

  @Test
  void aFailedCheckTellsPathAndValueAndPrintsBothMessages() {
    var before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      var answer = given().auth().oauth2("secret").header("X-Sent", "1").get("/v1/a").then();
      assertThatThrownBy(() -> answer.body("method", equalTo("PUT")))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("JSON path method doesn't match")
          .hasMessageContaining("Expected: PUT")
          .hasMessageContaining("Actual: GET");
      assertThatThrownBy(() -> answer.statusCode(404))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Expected status code <404> but was <200>");
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("GET http://localhost:" + RestAssured.port + "/v1/a", "X-Sent: 1")
        .contains("HTTP/1.1 200", "\"v1\"", "\"address\":\"/v1/a\"")
        .doesNotContain("Authorization: ");
  }
}
