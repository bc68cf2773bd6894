package dev.zhihe.platforms;

import static dev.zhihe.platforms.RegistryActs.act;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Approvals that meet each other, and files that meet an approval. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RegistryRacesTest {
  private static final int TOGETHER = 10;

  private static final Family PLATFORMS = new Family("platforms");

  @Inject DataSource source;

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

  /** A file puts a new platform into one that a merger is about to take out of the registry. */
  @Test
  void aMergerSeesTheMembersThatAFileBrings() throws Exception {
    var parks = new Parks("182404").loaded();
    var acts = new RegistryActs(parks);
    var merger = acts.submitted(merger(parks, acts));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var open = new OpenVersion(source, "platform", "182404-pf-9", 1)) {
      var imported =
          threads.submit(
              () ->
                  PLATFORMS
                      .imported(
                          "code,area,name,type,stage,partOf\n182404-pf-9,182404,园中园,park,completed,182404-pf-1\n")
                      .extract()
                      .statusCode());
      await().until(() -> open.waiting() == 1);
      var approved = threads.submit(() -> approval(merger));
      await().until(() -> open.waiting() == 2 || approved.isDone());
      open.end();
      assertThat(imported.get()).isEqualTo(200);
      assertThat(approved.get()).isIn(422, 503); // 503 if it waited too long
    }
    acts.approve(merger).statusCode(422).body("errors.code", contains("outdated"));
  }

  /** The other way round: the merger is under way when the file comes. */
  @Test
  void aFileBringsNoMembersOfWhatIsMerged() throws Exception {
    var parks = new Parks("182405").loaded();
    var acts = new RegistryActs(parks);
    refusedDuring(
        acts.submitted(merger(parks, acts)),
        parks.platform(1),
        PLATFORMS,
        "code,area,name,type,stage,locatedIn\n182405-pf-9,182405,园中园,park,completed,182405-pf-1\n",
        "withdrawn");
  }

  /** Whoever has the credit code acts for the platforms that the operator is about to get. */
  @Test
  void theCreditCodeOfAnOperatorThatGetsAPlatformStays() throws Exception {
    var parks = new Parks("182406").loaded();
    var acts = new RegistryActs(parks);
    var operators = new Family("operators");
    var file = "code,area,name,creditCode\n182406-op-3,182406,丙公司,%s\n";
    operators.imported(file.formatted(Parks.creditCode("182406", 3))).statusCode(200);
    refusedDuring(
        acts.submitted(acts.change("operator", 4, Map.of("operator", "182406-op-3"))),
        parks.platform(4),
        operators,
        file.formatted(Parks.creditCode("182406", 4)),
        "by-registry-change");
  }

  private static Map<String, Object> merger(Parks parks, RegistryActs acts) {
    return acts.change("merger", List.of(parks.platform(1)), Map.of("into", parks.platform(2)));
  }

  /**
   * A file that comes while a change is being approved is refused for what it finds afterwards. An
   * approval that waited too long for the rest of the test has not met it.
   */
  private void refusedDuring(
      String change, String platform, Family family, String file, String refusal) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var open = new OpenVersion(source, "platform", platform, 2)) {
      var approved = threads.submit(() -> approval(change));
      await().until(() -> open.waiting() == 1 || approved.isDone());
      var imported =
          threads.submit(() -> family.imported(file, "?onExisting=update").extract().asString());
      await().until(() -> open.waiting() == 2 || imported.isDone() || approved.isDone());
      open.end();
      assertThat(approved.get()).isIn(200, 503);
      if (approved.get() == 200) {
        assertThat(imported.get()).contains("\"" + refusal + "\"");
      }
    }
  }

  private static int approval(String code) {
    return act(as("rita", "reviewer"), code, "approval").statusCode();
  }

  private static List<Integer> together(List<String> codes) {
    try (var threads = Executors.newFixedThreadPool(codes.size())) {
      return codes.stream()
          .map(code -> CompletableFuture.supplyAsync(() -> approval(code), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }
}
