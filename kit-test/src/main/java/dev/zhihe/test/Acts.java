package dev.zhihe.test;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tries each act of a service as pat, who has all roles and prepared what the act is about.
 *
 * @param attempts how to prepare and take each act, by its operation
 */
public record Acts(Map<String, Attempt> attempts) {
  /** Cancelling a job changes no data, so it is not an act. */
  private static final String JOBS = "/v1/jobs/";

  private static final int ATTEMPTS = 50;

  /** Attempts at the same time. They wait for one lock, so some may be answered 503. */
  private static final int TOGETHER = 10;

  /**
   * An act.
   *
   * @param prepare prepares it as pat
   * @param take takes it as somebody
   */
  public record Attempt(Runnable prepare, Function<Request, Response> take) {}

  /** A request of pat, an editor and reviewer. */
  public static Request pat() {
    return as("pat", "editor", "reviewer");
  }

  /** An import. The same import prepares it. */
  public static Attempt imported(Supplier<Request> pat, String family, String csv) {
    Function<Request, Response> send =
        somebody ->
            somebody
                .contentType("text/csv; charset=utf-8")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/v1/" + family + "/imports?onExisting=update");
    return new Attempt(() -> done(send.apply(pat.get())), send);
  }

  /** Adds an item's current version to a request. */
  public static Request seen(Request somebody, String item) {
    return somebody.header(
        "If-Match", as("vera", "editor").get(item).then().statusCode(200).extract().header("ETag"));
  }

  /** Checks that the declared acts are the operations of the contract that change data. */
  public void standInTheContract(Set<String> declared) {
    var found = new TreeSet<String>();
    Map<String, Map<String, Map<String, Object>>> paths =
        given()
            .get("/q/openapi?format=json")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getMap("paths");
    paths.forEach(
        (path, operations) ->
            operations.forEach(
                (method, operation) -> {
                  if (!method.equals("get") && !path.startsWith(JOBS)) {
                    found.add(String.valueOf(operation.get("operationId")));
                  }
                }));
    assertThat(declared)
        .as("rows in the table of acts, one for each operation that changes data")
        .containsExactlyInAnyOrderElementsOf(found);
    assertThat(attempts.keySet()).as("attempts in ActsTest, one for each act").isEqualTo(declared);
  }

  /**
   * Checks one act as pat, who prepared it. If the act needs a second person, pat must be refused,
   * however many attempts come together, and rita must succeed. Otherwise pat must succeed.
   */
  public void hold(String operation, boolean needsSecondPerson, Supplier<Request> pat) {
    var attempt = Objects.requireNonNull(attempts.get(operation));
    attempt.prepare().run();
    if (needsSecondPerson) {
      var refused = attempt.take().apply(pat.get());
      assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(403);
      assertThat(refused.jsonPath().getString("detail")).contains("不同的人");
      try (var threads = Executors.newFixedThreadPool(TOGETHER)) {
        var together =
            Stream.generate(
                    () ->
                        CompletableFuture.supplyAsync(
                            () -> attempt.take().apply(pat.get()), threads))
                .limit(ATTEMPTS)
                .toList();
        assertThat(together).allSatisfy(one -> assertThat(one.join().statusCode()).isIn(403, 503));
      }
    }
    done(attempt.take().apply(needsSecondPerson ? as("rita", "reviewer") : pat.get()));
  }

  /** Checks that a request succeeded. */
  public static Response done(Response response) {
    assertThat(response.statusCode()).as(response.asString()).isBetween(200, 299);
    return response;
  }
}
