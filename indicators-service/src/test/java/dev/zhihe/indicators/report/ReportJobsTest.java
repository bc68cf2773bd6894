package dev.zhihe.indicators.report;

import static dev.zhihe.indicators.FrozenReports.ended;
import static dev.zhihe.indicators.FrozenReports.made;
import static dev.zhihe.indicators.report.MadeUpReports.asOwner;
import static dev.zhihe.indicators.report.MadeUpReports.asked;
import static dev.zhihe.indicators.report.MadeUpReports.frozen;
import static dev.zhihe.indicators.report.MadeUpReports.midTerm;
import static dev.zhihe.indicators.report.MadeUpReports.plan;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.kit.security.Acting;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Jobs that make reports: asked for twice, killed, too many. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportJobsTest {
  @Inject ReportJobs jobs;

  @Test
  void isMadeOnceHoweverOftenItIsAskedFor() {
    plan("432006", true);
    var locations = new HashSet<String>();
    for (var replayed : new String[] {null, "true"}) {
      var asked =
          asked(asEditor().header("Idempotency-Key", "432006"), midTerm("432006"))
              .statusCode(202)
              .header("Idempotent-Replayed", equalTo(replayed))
              .header("Retry-After", equalTo(replayed == null ? "1" : null))
              .body("report", equalTo("432006-145-mid-term-1"))
              .body("asOf", startsWith("indicators/"));
      locations.add(asked.extract().header("Location").replaceFirst(".*(?=/v1/)", ""));
    }
    assertThat(locations).hasSize(1);
    ended(locations.iterator().next()).body("code", equalTo("432006-145-mid-term-1"));
    asEditor().get("/v1/reports?plan=432006-145").then().body("items", hasSize(1));
  }

  /** A worker that was killed says nothing any more; whoever comes next makes the report. */
  @Test
  void aReportWhoseServiceWasKilledIsMadeByTheNextOne() throws SQLException {
    plan("432016", true);
    var asOf = frozen("432016").getString("asOf");
    jobLeft("432016", asOf, "rendering", 1, null);
    ended("/v1/report-jobs/432016")
        .body("code", equalTo("432016-145-mid-term-2"))
        .body("asOf", equalTo(asOf));
  }

  @Test
  void aReportThatCannotBeMadeFailsAndFreesItsKey() throws SQLException {
    plan("432017", true);
    var first =
        asked(asEditor().header("Idempotency-Key", "432017"), midTerm("432017")).statusCode(202);
    var asOf = ended(first.extract().header("Location")).extract().jsonPath().getString("asOf");
    jobLeft("432017", asOf, "rendering", ReportWorker.MAX_ATTEMPTS, "432017-key");
    var job =
        Awaitility.await()
            .until(
                () -> asEditor().get("/v1/report-jobs/432017").jsonPath(),
                known -> known.get("finishedAt") != null);
    assertThat(job.getString("state")).isEqualTo("failed");
    assertThat(job.getString("detail")).contains("5 次尝试未能编成报告");
    assertThat(job.getInt("percent")).isLessThan(100);
    asEditor().get("/v1/reports/432017-145-mid-term-2").then().statusCode(404);
    // Its code and its key are free again.
    made(asEditor().header("Idempotency-Key", "432017-key"), midTerm("432017"))
        .body("code", equalTo("432017-145-mid-term-2"));
    given().get("/v1/report-jobs/432017").then().statusCode(401);
    as("olga", "operator").get("/v1/report-jobs/432017").then().statusCode(403);
    asEditor().get("/v1/report-jobs/none").then().statusCode(404);
  }

  @Test
  void aWorkerThatLostItsJobStoresNothing() throws SQLException {
    asOwner(
        """
        insert into report_job (id, request, series, report, as_of, actor, request_id, roles, state, attempts, seen_at)
        values ('432022', '{}', '432022-145-mid-term', '432022-145-mid-term-1', '1', 'erin', 'r1', '{editor}', 'rendering', 2, now() + interval '1 day')
        """);
    var asked =
        new NewReport("432022-145", ReportKind.MID_TERM, LocalDate.now(), null, null, null, null);
    var acting = new Acting("erin", "r1", null, Set.of("editor"));
    var lost = new ReportJobs.Claimed("432022", asked, "432022-145-mid-term-1", "1", acting, 1);
    assertThatThrownBy(() -> jobs.done(lost)).hasMessageContaining("another instance");
    assertThatThrownBy(() -> jobs.progress(lost, "rendering", 60))
        .hasMessageContaining("another instance");
    var held = new ReportJobs.Claimed("432022", asked, "432022-145-mid-term-1", "1", acting, 2);
    jobs.progress(held, "rendering", 60);
    jobs.done(held);
    assertThatThrownBy(() -> jobs.done(held)).hasMessageContaining("another instance");
  }

  /** A job as a killed service leaves it: claimed, and silent for a minute. */
  private static void jobLeft(String area, String asOf, String state, int attempts, String key)
      throws SQLException {
    asOwner(
        """
        insert into report_job (id, request, series, report, as_of, actor, request_id, roles, state, attempts, seen_at, key_client, key)
        values ('%1$s', '{"plan":"%1$s-145","kind":"mid_term","on":"2023-06-30"}', '%1$s-145-mid-term', '%1$s-145-mid-term-2', '%2$s', 'erin', 'r1',
          '{editor}', '%3$s', %4$d, now() - interval '1 minute', 'erin', '%5$s')
        """
            .formatted(area, asOf, state, attempts, key));
    if (key != null) {
      asOwner(
          "insert into idempotency_key (client, key, request, status, location) values ('erin', '%s', '', 202, '/v1/report-jobs/%s')"
              .formatted(key, area));
    }
  }

  /** Another request of the same person waits until it can count the fifth job. */
  @Test
  void requestsThatArriveTogetherDoNotPassTheLimitOfJobs() throws Exception {
    plan("432026", true);
    var job =
        """
        insert into report_job (id, request, series, report, as_of, actor, request_id, roles, state, attempts, seen_at)
        values ('432026-%1$d', '{}', '432026-%1$d', '432026-%1$d', '1', 'crowd', 'r1', '{editor}', 'rendering', 1, now() + interval '1 day')
        """;
    for (int i = 1; i < 5; i++) {
      asOwner(job.formatted(i));
    }
    try (var first =
            DriverManager.getConnection(
                Postgres.shared().jdbcUrl("indicators"), "indicators_owner", "indicators_owner");
        var statement = first.createStatement();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      first.setAutoCommit(false);
      statement.execute(
          "select pg_advisory_xact_lock(hashtextextended('report jobs of crowd', 0))");
      statement.execute(job.formatted(5));
      var second =
          threads.submit(
              () -> asked(as("crowd", "editor"), midTerm("432026")).extract().statusCode());
      Awaitility.await().until(() -> second.isDone() || waits(statement));
      first.commit();
      assertThat(second.get()).isEqualTo(409);
    } finally {
      asOwner("delete from report_job where actor = 'crowd'");
    }
  }

  private static boolean waits(Statement statement) throws SQLException {
    try (var waiting =
        statement.executeQuery(
            "select from pg_locks where locktype = 'advisory' and not granted")) {
      return waiting.next();
    }
  }
}
