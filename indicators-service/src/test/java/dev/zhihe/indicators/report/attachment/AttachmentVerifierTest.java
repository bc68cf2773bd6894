package dev.zhihe.indicators.report.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.indicators.report.attachment.RecordedGateway.Reply;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attached answers that are asked for again. */
class AttachmentVerifierTest {
  private final RecordedGateway gateway = new RecordedGateway();
  private List<ReportAttachment> attached = List.of();

  @BeforeEach
  void attach() {
    attached =
        new AttachedAnswers(new Gateway(gateway.url()), Duration.ofSeconds(30))
                .ask(
                    AttachedQuestion.ALL,
                    RecordedGateway.PLAN,
                    "184001",
                    LocalDate.parse("2023-06-30"),
                    null)
                .stream()
                .map(AttachedAnswer::attachment)
                .toList();
    gateway.asked().clear();
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private List<AttachmentStanding> standings() {
    return verified().stream().map(AskedAgain::standing).toList();
  }

  private List<AttachmentStanding> ofProjects() {
    return verified().stream()
        .filter(one -> one.attachment().service().equals("projects"))
        .map(AskedAgain::standing)
        .toList();
  }

  private List<AskedAgain> verified() {
    return new AttachmentVerifier(new Gateway(gateway.url())).verify(attached);
  }

  @Test
  void asksTheSameQuestionsAtTheSamePositionOnce() {
    assertThat(standings()).hasSize(6).containsOnly(AttachmentStanding.SAME);
    assertThat(gateway.asked())
        .startsWith("/v1/changes/projects?after=25&limit=1")
        .endsWith(attached.getLast().question())
        .hasSize(8);
  }

  @Test
  void namesTheAnswerThatIsAnotherNow() {
    gateway.when("by=year", recorded -> recorded.body(recorded.body() + "\n"));
    gateway.when("by=stage", recorded -> Reply.of(400));
    assertThat(standings())
        .containsExactly(
            AttachmentStanding.SAME,
            AttachmentStanding.SAME,
            AttachmentStanding.BYTES_DIFFER,
            AttachmentStanding.BYTES_DIFFER,
            AttachmentStanding.SAME,
            AttachmentStanding.SAME);
  }

  @Test
  void tellsALogThatWasRewound() {
    gateway.when(
        "/v1/changes/projects",
        recorded -> recorded.body(recorded.body().replaceFirst("\"chain\":\"7", "\"chain\":\"8")));
    assertThat(ofProjects()).containsOnly(AttachmentStanding.FEED_RESTARTED);
    // It has fewer positions.
    gateway.when("/v1/changes/projects", recorded -> Reply.of(410));
    assertThat(ofProjects()).containsOnly(AttachmentStanding.FEED_RESTARTED);
    gateway.when(
        "/v1/changes/projects",
        recorded -> recorded.body(recorded.body().replaceFirst("\\[.*\\]", "[]")));
    assertThat(ofProjects()).containsOnly(AttachmentStanding.FEED_RESTARTED);
  }

  /** The epoch alone says nothing: a copy that lost nothing has the same chain. */
  @Test
  void takesTheSameChainOfALaterEpochForTheSameLog() {
    gateway.when(
        "/v1/changes/projects",
        recorded ->
            recorded.body(recorded.body().replace("\"feedEpoch\":218290407", "\"feedEpoch\":9")));
    assertThat(standings()).containsOnly(AttachmentStanding.SAME);
  }

  @Test
  void doesNotTakeSilenceForTheSame() {
    gateway.when("by=year", recorded -> Reply.of(503));
    assertThat(standings())
        .containsExactly(
            AttachmentStanding.SAME,
            AttachmentStanding.SAME,
            AttachmentStanding.NOT_REACHABLE,
            AttachmentStanding.SAME,
            AttachmentStanding.SAME,
            AttachmentStanding.SAME);
    gateway.when("/v1/changes/projects", recorded -> null);
    assertThat(ofProjects()).containsOnly(AttachmentStanding.NOT_REACHABLE);
    assertThat(standings().getLast()).isEqualTo(AttachmentStanding.SAME);
    gateway.close();
    assertThat(verified())
        .allSatisfy(
            one -> {
              assertThat(one.standing()).isEqualTo(AttachmentStanding.NOT_REACHABLE);
              assertThat(one.why().en()).contains("not verified", one.attachment().service());
              assertThat(one.why().zh()).contains("未能核对", one.attachment().service());
            });
  }
}
