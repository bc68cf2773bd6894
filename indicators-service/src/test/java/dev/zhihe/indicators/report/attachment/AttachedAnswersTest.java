package dev.zhihe.indicators.report.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zhihe.indicators.report.attachment.RecordedGateway.Reply;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import io.quarkus.runtime.ShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a new report asks of other services, and what it does without an answer. */
class AttachedAnswersTest {
  private static final LocalDate DAY = LocalDate.parse("2023-06-30");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final RecordedGateway gateway = new RecordedGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  private List<AttachedAnswer> answers(String plan, Duration budget, @Nullable Instant known) {
    return new AttachedAnswers(new Gateway(gateway.url()), budget)
        .ask(AttachedQuestion.ALL, plan, "184001", DAY, known);
  }

  private Problem refused(Duration budget) {
    return catchThrowableOfType(Problem.class, () -> answers(RecordedGateway.PLAN, budget, null));
  }

  private static String body(AttachedAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void keepsEachAnswerWithItsPositionAndTheChainThere() {
    var answers = answers(RecordedGateway.PLAN, LONG, null);
    assertThat(answers.stream().map(one -> one.attachment().number()))
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(answers.subList(0, 4))
        .allSatisfy(
            one -> {
              assertThat(one.attachment().service()).isEqualTo("projects");
              assertThat(one.attachment().asOf()).isEqualTo(RecordedGateway.AS_OF);
              assertThat(one.attachment().chain()).isEqualTo(RecordedGateway.CHAIN);
              assertThat(one.attachment().feedEpoch()).isEqualTo(218290407);
              assertThat(one.attachment().question())
                  .startsWith("/v1/")
                  .contains("plan=184001-145")
                  .endsWith("&asOf=" + RecordedGateway.AS_OF);
              assertThat(one.attachment().sha256()).isEqualTo(Sha256.of(one.body()));
              assertThat(one.attachment().bytes()).isEqualTo(one.body().length);
            });
    assertThat(body(answers.get(1))).contains("\"completedYuan\":470500000.00");
    assertThat(answers.get(1).attachment().question()).contains("by=programme&on=2023-06-30");
    var platforms = answers.get(4).attachment();
    assertThat(platforms.service()).isEqualTo("platforms");
    assertThat(platforms.question())
        .isEqualTo(
            "/v1/occupancy-rollups?area=184001&by=type&on=2023-06-30&asOf="
                + RecordedGateway.PLATFORMS_AS_OF);
    assertThat(platforms.asOf()).isEqualTo(RecordedGateway.PLATFORMS_AS_OF);
    assertThat(platforms.feedEpoch()).isEqualTo(218290408);
    assertThat(platforms.chain()).isNotEqualTo(RecordedGateway.CHAIN);
  }

  /** Nothing is planned for it yet. That is an answer too. */
  @Test
  void keepsAnEmptyRollUp() {
    var answers =
        new AttachedAnswers(new Gateway(gateway.url()), LONG)
            .ask(AttachedQuestion.ALL, "184005-145", "184005", DAY, null);
    assertThat(answers).hasSize(6);
    assertThat(body(answers.get(1))).contains("\"plan\":\"184005-145\"", "\"items\":[]");
    assertThat(body(answers.getLast())).contains("\"area\":\"184005\"", "\"items\":[]");
    assertThat(AttachedTable.of(answers)).allMatch(table -> table.lines().isEmpty());
  }

  @Test
  void asksAgainWhatIsNotAnsweredAtFirst() {
    var failures = new AtomicInteger();
    gateway.when(
        "by=year",
        recorded ->
            switch (failures.incrementAndGet()) {
              case 1 -> Reply.of(503).with("Retry-After", "0");
              case 2 -> null; // the connection is cut
              case 3 -> Reply.of(429);
              default -> recorded;
            });
    assertThat(answers(RecordedGateway.PLAN, LONG, null)).hasSize(6);
    assertThat(failures).hasValue(4);
  }

  @Test
  void namesTheServiceThatDoesNotAnswerInTime() {
    gateway.when("by=stage", recorded -> Reply.of(503));
    var problem = refused(Duration.ofSeconds(6));
    assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE);
    assertThat(problem.detail().en())
        .contains("service projects", "HTTP 503", "nothing was stored");
    assertThat(problem.detail().zh()).contains("服务 projects", "HTTP 503", "未保存任何内容");
    var asked = gateway.asked().stream().filter(one -> one.contains("by=stage")).count();
    assertThat(asked).as("pauses grow").isBetween(2L, 8L);
  }

  @Test
  void waitsNoLongerThanItMayForASlowAnswer() {
    var never = new CountDownLatch(1);
    gateway.when(
        "by=year",
        recorded -> {
          never.await();
          return null;
        });
    assertThat(refused(Duration.ofMillis(700)).detail().en()).contains("no answer in time");
    never.countDown();
  }

  @Test
  void namesTheServiceWhenTheGatewayIsDown() {
    gateway.close();
    assertThat(refused(Duration.ofMillis(700)).detail().en())
        .contains("projects", "the gateway cannot be reached");
  }

  @Test
  void asksNoOtherHost() {
    try (var other = new RecordedGateway()) {
      gateway.when(
          "by=year",
          recorded -> Reply.of(302).with("Location", other.url() + "/v1/investment-rollups"));
      assertThat(refused(LONG).detail().en()).contains("HTTP 302");
      assertThat(other.asked()).isEmpty();
      // The address of an attached answer may have been altered in the database.
      var host = other.url().toString().substring("http://".length());
      var client = new Gateway(gateway.url());
      assertThat(
              catchThrowableOfType(
                  IllegalArgumentException.class,
                  () -> client.get("@" + host + "/v1/programmes?plan=184001-145", LONG)))
          .isNotNull();
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void refusesAnAnswerOfAnotherPositionOrForm() {
    gateway.when("by=year", recorded -> recorded.with("Zhihe-As-Of", "projects/218290407/25"));
    assertThat(refused(LONG).detail().en()).contains("no JSON of that position");
    gateway.when("by=year", recorded -> recorded.with("Content-Type", "text/html"));
    assertThat(refused(LONG).detail().en()).contains("no JSON of that position");
    gateway.when("by=year", recorded -> recorded.body("<html>"));
    assertThat(refused(LONG).detail().en()).contains("no JSON of that position");
    gateway.when("by=year", recorded -> Reply.of(404));
    assertThat(refused(LONG).detail().en()).contains("HTTP 404");
    gateway.asRecorded("by=year");
    gateway.when("asOf=now", recorded -> recorded.with("Zhihe-As-Of", "platforms/1/26"));
    assertThat(refused(LONG).detail().en()).contains("names no position of the service");
    gateway.asRecorded("asOf=now");
    gateway.when("/v1/changes/projects?after=25", recorded -> recorded.body("<html>"));
    assertThat(refused(LONG).detail().en()).contains("the answer of its feed cannot be read");
    gateway.when("/v1/changes/projects?after=25", recorded -> recorded.body("{\"items\":[{}]}"));
    assertThat(refused(LONG).detail().en()).contains("the answer of its feed cannot be read");
  }

  @Test
  void refusesAnAnswerThatIsTooLarge() {
    gateway.when("by=year", recorded -> recorded.body("x".repeat(Gateway.MAX_BYTES + 1)));
    assertThat(refused(Duration.ofMillis(700)).detail().en()).contains("projects");
  }

  /** Another instance makes the report then. A refusal would end the job. */
  @Test
  void leavesTheJobToAnotherInstanceWhenItsOwnStops() throws Exception {
    var client = new Gateway(gateway.url());
    var asked = new CountDownLatch(1);
    gateway.when(
        "by=year",
        recorded -> {
          asked.countDown();
          return Reply.of(503);
        });
    var making =
        CompletableFuture.supplyAsync(
            () ->
                new AttachedAnswers(client, Duration.ofMinutes(5))
                    .ask(AttachedQuestion.ALL, RecordedGateway.PLAN, "184001", DAY, null));
    asked.await();
    client.stop(new ShutdownEvent());
    assertThatThrownBy(making::get).hasCauseInstanceOf(IllegalStateException.class);
  }

  /** It has no position to cite, so there is nothing to ask. */
  @Test
  void attachesNothingOfAServiceThatHasRecordedNothing() {
    gateway.when(
        "/v1/changes/projects?after=0&limit=1",
        recorded -> recorded.body(recorded.body().replaceFirst("\\[.*\\]", "[]")));
    assertThat(answers(RecordedGateway.PLAN, LONG, null))
        .extracting(one -> one.attachment().service())
        .containsExactly("platforms", "platforms");
    assertThat(gateway.asked())
        .contains("/v1/changes/projects?after=0&limit=1")
        .noneMatch(one -> one.contains("plan="));
  }

  @Test
  void asksWhatWasKnownAtTheMomentOfTheReport() {
    assertThat(answers(RecordedGateway.PLAN, LONG, Instant.parse("2026-12-01T12:13:29Z")))
        .as("before the first record")
        .isEmpty();
    assertThat(answers(RecordedGateway.PLAN, LONG, Instant.parse("2026-12-01T12:13:31Z")))
        .hasSize(6);
    assertThat(gateway.asked()).anyMatch(one -> one.endsWith("&asOf=2026-12-01T12:13:31Z"));
    assertThat(gateway.asked()).noneMatch(one -> one.endsWith("now"));
  }

  @Test
  void asksEachServiceAtAPositionOfItsOwn() {
    var id = "platforms/7/3";
    var item =
        "{\"items\":[{\"position\":3,\"sealedAt\":\"2026-12-01T12:00:00Z\"}],\"next\":3,\"head\":3,\"feedEpoch\":7,\"chain\":\"c3\"}";
    gateway.when("/v1/changes/platforms", recorded -> new Reply(200, recorded.headers(), item));
    gateway.when(
        "/v1/occupancy-rollups?area=184001&by=type",
        recorded ->
            new Reply(200, recorded.headers(), "{\"items\":[]}")
                .with("Content-Type", "application/json")
                .with("Zhihe-As-Of", id));
    var questions =
        List.of(
            AttachedQuestion.ALL.get(1),
            new AttachedQuestion(
                "platforms",
                new Text("各类平台", "Platforms by type"),
                "/v1/occupancy-rollups?area={area}&by=type",
                List.of()));
    var answers =
        new AttachedAnswers(new Gateway(gateway.url()), LONG)
            .ask(questions, RecordedGateway.PLAN, "184001", DAY, null);
    assertThat(answers.stream().map(one -> one.attachment().asOf()))
        .containsExactly(RecordedGateway.AS_OF, id);
    assertThat(answers.getLast().attachment().chain()).isEqualTo("c3");
  }
}
