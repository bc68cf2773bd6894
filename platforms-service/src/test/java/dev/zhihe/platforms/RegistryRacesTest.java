package dev.zhihe.platforms;

import static dev.zhihe.platforms.RegistryActs.act;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Approvals that meet. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RegistryRacesTest {
  private static final int TOGETHER = 10;

  /** Each was decided on the value before, which only the first still finds. */
  @Test
  void oneOfTwoChangesOfTheSameValueIsApproved() {
    var parks = new Parks("182401").loaded();
    var acts = new RegistryActs(parks);
    for (int round = 0; round < 5; round++) {
      var codes = new ArrayList<String>();
      for (int i = 0; i < 4; i++) {
        codes.add(acts.submitted(acts.change("correction", 1, Map.of("note", round + "之" + i))));
      }
      var answers = together(codes);
      assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
      assertThat(answers).containsOnly(200, 422);
    }
    given().get("/v1/platforms/182401-pf-1").then().header("ETag", equalTo("\"v6\""));
  }

  @Test
  void aPlatformLeavesTheRegistryOnce() {
    var parks = new Parks("182402").loaded();
    var acts = new RegistryActs(parks);
    var one = List.of(parks.platform(1));
    var answers =
        together(
            List.of(
                acts.submitted(acts.change("withdrawal", one, Map.of())),
                acts.submitted(acts.change("withdrawal", one, Map.of())),
                acts.submitted(acts.change("merger", one, Map.of("into", parks.platform(2))))));
    assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
    assertThat(answers).containsOnly(200, 422);
  }

  /** Whoever drafted it never decides it, and whoever may decides it once. */
  @Test
  void fourEyesHoldUnderParallelAttempts() {
    var parks = new Parks("182403").loaded();
    var acts = new RegistryActs(parks);
    var code = acts.submitted(acts.change("correction", 1, Map.of("note", "一次")));
    try (var threads = Executors.newFixedThreadPool(TOGETHER)) {
      var attempts =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () ->
                              as(i % 2 == 0 ? "erin" : "rita", "editor", "reviewer")
                                  .header("If-Match", "*")
                                  .post(RegistryActs.PATH + "/" + code + "/approval")
                                  .statusCode(),
                          threads))
              .toList();
      for (int i = 0; i < attempts.size(); i++) {
        assertThat(attempts.get(i).join())
            .isIn(i % 2 == 0 ? List.of(403, 503) : List.of(200, 409, 503));
      }
      assertThat(attempts.stream().filter(one -> one.join() == 200)).hasSize(1);
    }
    asEditor().get(RegistryActs.PATH + "/" + code).then().header("ETag", equalTo("\"v3\""));
    given().get("/v1/platforms/182403-pf-1").then().header("ETag", equalTo("\"v2\""));
  }

  private static List<Integer> together(List<String> codes) {
    try (var threads = Executors.newFixedThreadPool(codes.size())) {
      return codes.stream()
          .map(
              code ->
                  CompletableFuture.supplyAsync(
                      () -> act(as("rita", "reviewer"), code, "approval").statusCode(), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }
}
