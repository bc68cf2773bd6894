package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** An operator's files. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyImportTest {
  @Inject DataSource source;

  private static final String HEADER =
      "code,platform,period,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,graduatedTenants,leftTenants,comment\n";

  @Test
  void takesInOnceLosesNoRowBetweenPagesAndTakesBackWhatItGave() {
    var parks = new Parks("550001").loaded();
    var family = family(parks);
    var file = file(parks);
    family.takesInOnce(file);
    family.walksAllPages("status=submitted", file);
    family.refusesAForeignCursor("status=submitted", "period=" + parks.period("m09"));
    family.roundTrips("status=submitted", file);
    family.refusesUnknownAndRepeatedParameters();
    family.neverAnswers304AfterAWrite(
        parks.report(1, "m10"), "status=submitted", file.replace("第三", "第四"));
  }

  @Test
  void handsInAgainWhatIsSubmittedOrReturnedAndLeavesAloneWhatIsEqual() {
    var parks = new Parks("550002").loaded();
    var family = family(parks);
    var file = file(parks);
    family.imported(file).statusCode(200).body("created", equalTo(4));
    returned(parks.report(1, "m09"));
    returned(parks.report(2, "m09"));
    var corrected = file.replace("第一", "更正一").replace("第三", "更正三");
    family.imported(corrected).statusCode(422).body("errors.code", contains("differs", "differs"));
    family
        .imported(corrected, "?onExisting=update&dryRun=true")
        .statusCode(200)
        .body("updated", equalTo(3));
    assertThat(family.item(parks.report(1, "m09")).getString("status")).isEqualTo("returned");
    family
        .imported(corrected, "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(3))
        .body("unchanged", equalTo(1));
    var again = family.item(parks.report(1, "m09"));
    assertThat(again.getString("status")).isEqualTo("submitted");
    assertThat(again.getString("comment")).isEqualTo("更正一");
    assertThat(again.getString("returnReason")).isNull();
    assertThat(family.item(parks.report(1, "m10")).getString("comment")).isEqualTo("更正三");
    assertThat(family.item(parks.report(2, "m09")).getString("status"))
        .as("the same figures end a return as well")
        .isEqualTo("submitted");
    family
        .imported(corrected, "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(0))
        .body("unchanged", equalTo(4));
  }

  @Test
  void leavesAReturnAloneWhereTheSameFiguresComeWithoutAnUpdate() {
    var parks = new Parks("550009").loaded();
    var family = family(parks);
    family.imported(file(parks)).statusCode(200);
    returned(parks.report(1, "m09"));
    family.imported(file(parks)).statusCode(200).body("unchanged", equalTo(4));
    assertThat(family.item(parks.report(1, "m09")).getString("status")).isEqualTo("returned");
  }

  @Test
  void derivesTheCodeOfARowThatGivesNone() {
    var parks = new Parks("550010").loaded();
    var family = family(parks);
    var header = HEADER.replace("code,", "");
    var row = row(parks, 1, "m09", "无代码").replace(parks.report(1, "m09") + ",", "");
    family.imported(header + row).statusCode(200).body("created", equalTo(1));
    assertThat(family.item(parks.report(1, "m09")).getString("comment")).isEqualTo("无代码");
    family.imported(HEADER + "," + row).statusCode(200).body("unchanged", equalTo(1));
    family
        .imported(header + row + row)
        .statusCode(422)
        .body("errors.code", contains("duplicate"))
        .body("errors.row", contains(3));
    family
        .imported(
            header
                + row(parks, 3, "m10", "乙").replace(parks.report(3, "m10") + ",", "")
                + ",,1,1,1,1,0,0,0,\n")
        .statusCode(422)
        .body("errors.code", contains("unknown-reference", "required", "required"));
  }

  /** What a reviewer said stands in the download; it may be sent back with the correction. */
  @Test
  void takesBackADownloadInWhichFiguresWereCorrected() {
    var parks = new Parks("550007").loaded();
    var family = family(parks);
    family.imported(file(parks)).statusCode(200);
    returned(parks.report(1, "m09"));
    var download =
        asOperator("olga", parks.ours())
            .get(family.path() + "?format=csv&platform=" + parks.platform(1))
            .asString();
    assertThat(download).contains("returned,请核对,tenants: 少了一家");
    family.imported(download).statusCode(200).body("unchanged", equalTo(2));
    for (var forged :
        List.of(
            download.replace("returned,请核对", "accepted,请核对"),
            download.replace("returned,请核对", "returned,同意"),
            download.replace("少了一家", "没错"))) {
      for (var file : List.of(forged, forged.replace("第一", "更正"))) {
        family
            .imported(file, "?onExisting=update")
            .statusCode(422)
            .body("errors.code", contains("read-only"));
      }
    }
    family
        .imported(download.replace("第一", "更正"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    assertThat(family.item(parks.report(1, "m09")).getString("status")).isEqualTo("submitted");
    assertThat(family.item(parks.report(1, "m09")).getList("fields")).isEmpty();
  }

  @Test
  void refusesToChangeWhatIsAccepted() {
    var parks = new Parks("550003").loaded();
    var family = family(parks);
    var file = file(parks);
    family.imported(file).statusCode(200);
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .post(family.path() + "/" + parks.report(1, "m10") + "/acceptance")
        .then()
        .statusCode(200);
    family.imported(file).statusCode(200).body("unchanged", equalTo(4));
    for (var query : List.of("", "?onExisting=update")) {
      family
          .imported(file.replace("第三", "更正"), query)
          .statusCode(422)
          .body("errors.row", contains(4))
          .body("errors.code", contains("accepted"))
          .body("errors[0].detail", containsString("定稿"));
    }
    family
        .imported(file.replace("第三", "更正").replace("第一", "更正"), "?onExisting=update&mode=valid")
        .statusCode(200)
        .body("updated", equalTo(1))
        .body("rejected", equalTo(1));
    assertThat(family.item(parks.report(1, "m10")).getString("comment")).isEqualTo("第三");
    assertThat(family.item(parks.report(1, "m10")).getString("status")).isEqualTo("accepted");
  }

  @Test
  void refusesAnothersPlatformExactlyAsAnUnknownOne() {
    var parks = new Parks("550004").loaded();
    var others = new Family("occupancy-reports", () -> asOperator("oscar", parks.others()));
    others.imported(HEADER + row(parks, 3, "m10", "乙")).statusCode(200).body("created", equalTo(1));
    var stored = others.item(parks.report(3, "m10")).getString("$");
    for (var query : List.of("", "?onExisting=update", "?mode=valid", "?dryRun=true")) {
      var own = family(parks);
      var answers =
          List.of(3, 4, 9).stream()
              .map(platform -> own.imported(HEADER + row(parks, platform, "m10", "甲"), query))
              .map(answer -> answer.extract())
              .toList();
      for (int i = 0; i < 3; i++) {
        assertThat(answers.get(i).statusCode()).isEqualTo(answers.get(2).statusCode());
        assertThat(errors(answers.get(i).path("errors")))
            .isEqualTo(errors(answers.get(2).path("errors")))
            .containsExactly("platform unknown-reference 本单位没有此代码或名称的平台");
      }
    }
    assertThat(others.item(parks.report(3, "m10")).getString("$")).isEqualTo(stored);
  }

  /** Who names what is not its own neither waits for those who change it nor keeps them waiting. */
  @Test
  void locksNothingOfAnothers() throws SQLException {
    var parks = new Parks("550019").loaded();
    var others = new Family("occupancy-reports", () -> asOperator("oscar", parks.others()));
    others.imported(HEADER + row(parks, 3, "m10", "乙")).statusCode(200);
    var own = family(parks);
    own.imported(file(parks)).statusCode(200);
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                "select 1 from occupancy_report where code = ? for update")) {
      connection.setAutoCommit(false);
      statement.setString(1, parks.report(3, "m10"));
      statement.executeQuery().close();
      own.imported(HEADER + row(parks, 3, "m10", "甲"), "?onExisting=update")
          .statusCode(422)
          .body("errors.code", contains("unknown-reference"));
      statement.setString(1, parks.report(1, "m10"));
      statement.executeQuery().close();
      var waits =
          CompletableFuture.supplyAsync(
              () -> own.imported(HEADER + row(parks, 1, "m10", "等到"), "?onExisting=update"));
      await().atMost(Duration.ofSeconds(10)).until(() -> waits.isDone() || isWaitedFor(connection));
      connection.rollback();
      waits.join().statusCode(200).body("updated", equalTo(1));
    }
  }

  /**
   * As approvals and imports of periods lock theirs: none of them and an import of reports wait for
   * each other.
   */
  @Test
  void locksPlatformsAndPeriodsInTheOrderOfTheirCodes() throws Exception {
    var parks = new Parks("550020").loaded();
    var first = row(parks, 2, "m10", "第一").replaceFirst("^[^,]*", ""); // its code is derived
    var file = HEADER + first + row(parks, 1, "m09", "第二");
    record Pair(String earlier, String later) {}
    var pairs =
        List.of(
            new Pair(
                "select 1 from platform where code = '%s'".formatted(parks.platform(1)),
                "select 1 from platform where code = '%s'".formatted(parks.platform(2))),
            new Pair(
                "select 1 from reporting_period where code = '%s'".formatted(parks.period("m09")),
                "select 1 from reporting_period where code = '%s'".formatted(parks.period("m10"))));
    for (var pair : pairs) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor();
          var connection = source.getConnection();
          var statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.executeQuery(pair.earlier + " for update").close();
        var imported = threads.submit(() -> family(parks).imported(file).extract().statusCode());
        await().until(() -> isWaitedFor(connection));
        try (var row = statement.executeQuery(pair.later + " for update skip locked")) {
          assertThat(row.next()).as("free: " + pair.later).isTrue();
        }
        connection.rollback();
        assertThat(imported.get()).isEqualTo(200);
      }
    }
  }

  private static boolean isWaitedFor(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement(
                "select exists(select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))");
        var row = statement.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** Columns that a file does not have hold what is stored: nothing of another's may come of it. */
  @Test
  void givesNothingAwayOfAReportWhoseCodeIsGuessed() {
    var parks = new Parks("550005").loaded();
    new Family("occupancy-reports", () -> asOperator("oscar", parks.others()))
        .imported(
            "code,platform,period,usableAreaM2,incubationAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,graduatedTenants,leftTenants,techFirms\n"
                + "%s,%s,%s,98765,43210,1,77,77,0,0,0,66\n"
                    .formatted(parks.report(3, "m10"), parks.platform(3), parks.period("m10")))
        .statusCode(200);
    for (var platform : List.of(1, 3)) {
      var answer =
          family(parks)
              .imported(
                  "code,platform,period,usableAreaM2,occupiedAreaM2,tenants,newTenants,graduatedTenants\n"
                      + "%s,%s,%s,0,0,0,0,0\n"
                          .formatted(
                              parks.report(3, "m10"),
                              parks.platform(platform),
                              parks.period("m10")),
                  "?onExisting=update")
              .statusCode(422)
              .body("errors", hasSize(1))
              .body("errors.toString()", not(containsString("43210")))
              .body("errors.toString()", not(containsString("66")));
      answer.body("errors[0].code", equalTo(platform == 1 ? "code" : "unknown-reference"));
    }
  }

  @Test
  void namesWhatIsWrongWithACodeAPeriodAndFigures() {
    var parks = new Parks("550006").loaded();
    family(parks)
        .imported(
            HEADER
                + "my-report,%s,%s,12000,7600,40,42,3,1,0,\n"
                    .formatted(parks.platform(1), parks.period("m10"))
                + row(parks, 1, "m11", "未到期")
                + row(parks, 2, "m10", "单位").replace("7600", "0.76万")
                + "%s,%s,no-such-period,,7600,40,42,3,1,0,\n"
                    .formatted(parks.report(2, "m09"), parks.platform(2)))
        .statusCode(422)
        .body("errors.findAll { it.row == 2 }.code", contains("code"))
        .body(
            "errors.findAll { it.row == 2 }.detail",
            contains(containsString(parks.report(1, "m10"))))
        .body("errors.findAll { it.row == 3 }.code", contains("not-over"))
        .body("errors.findAll { it.row == 4 }.code", contains("number"))
        .body("errors.findAll { it.row == 5 }.code", contains("unknown-reference", "required"));
  }

  /** The job acts for the operator who sent the file, long after the request. */
  @Test
  void doesAFileAsAJobForTheOrganisationThatSentIt() {
    var parks = new Parks("550008").loaded();
    var rejected = job(parks, file(parks) + row(parks, 3, "m10", "乙"), "rejected");
    assertThat(errors(rejected.path("errors")))
        .containsExactly("platform unknown-reference 本单位没有此代码或名称的平台");
    var done = job(parks, file(parks), "done");
    assertThat(done.<Integer>path("created")).isEqualTo(4);
    assertThat(family(parks).item(parks.report(1, "m09")).getString("status"))
        .isEqualTo("submitted");
    as("carl", "consumer")
        .get("/v1/occupancy-reports/" + parks.report(1, "m09"))
        .then()
        .statusCode(404);
  }

  private static ExtractableResponse<Response> job(Parks parks, String file, String state) {
    var location =
        asOperator("olga", parks.ours())
            .header("Prefer", "respond-async")
            .contentType("text/csv; charset=utf-8")
            .body(file)
            .post("/v1/occupancy-reports/imports")
            .then()
            .statusCode(202)
            .extract()
            .header("Location");
    var address = location.substring(location.indexOf("/v1/"));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                asOperator("olga", parks.ours()).get(address).then().body("state", equalTo(state)));
    return asOperator("olga", parks.ours()).get(address).then().extract();
  }

  private static Family family(Parks parks) {
    return new Family("occupancy-reports", () -> asOperator("olga", parks.ours()));
  }

  private static void returned(String code) {
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(
            Map.of(
                "reason", "请核对", "fields", List.of(Map.of("field", "tenants", "reason", "少了一家"))))
        .post("/v1/occupancy-reports/" + code + "/return")
        .then()
        .statusCode(200);
  }

  private static String file(Parks parks) {
    return HEADER
        + row(parks, 1, "m09", "第一")
        + row(parks, 2, "m09", "第二")
        + row(parks, 1, "m10", "第三")
        + row(parks, 2, "m10", "其他");
  }

  private static String row(Parks parks, int platform, String month, String comment) {
    return "%s,%s,%s,12000,7600,40,42,3,1,0,%s\n"
        .formatted(
            parks.report(platform, month), parks.platform(platform), parks.period(month), comment);
  }

  private static List<String> errors(List<Map<String, Object>> errors) {
    return errors.stream()
        .map(error -> error.get("column") + " " + error.get("code") + " " + error.get("detail"))
        .toList();
  }
}
