package dev.zhihe.indicators.figures.submission;

import static dev.zhihe.indicators.PlanFiles.OBSERVATIONS;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A figure on its way from being handed in to being published, and what it was before. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SubmissionTest {
  private static final String SUBMISSIONS = "/v1/observation-submissions/";
  private static final String HEADER =
      "code,indicator,area,period,value,status,comment,publishAt\n";
  private static final String UPDATE = "?onExisting=update";

  @Inject SetTime time;

  @AfterEach
  void now() {
    time.reset();
  }

  @Test
  void nothingIsPublishedBeforeAnotherPersonHasApprovedIt() {
    indicator("431001");
    handedIn("431001-a,2022,5,,").body("created", equalTo(1));
    given().get("/v1/observations/431001-a").then().statusCode(404);
    given().get("/v1/observations?area=431001").then().body("items", hasSize(0));
    given().get(SUBMISSIONS + "431001-a").then().statusCode(401);
    as("carl", "consumer").get(SUBMISSIONS + "431001-a").then().statusCode(403);
    asEditor()
        .get("/v1/observation-submissions?area=431001&review=submitted")
        .then()
        .body("items.code", contains("431001-a"))
        .body("items.review", contains("submitted"));
    assertThat(feed("431001")).isEmpty();

    act("erin", "431001-a", "approval", "\"v1\"")
        .statusCode(403)
        .body("detail", containsString("431001-a"));
    act("rita", "431001-a", "approval", "\"v1\"")
        .statusCode(200)
        .header("ETag", "\"v2\"")
        .body("review", equalTo("published"));
    given()
        .get("/v1/observations/431001-a")
        .then()
        .statusCode(200)
        .header("ETag", "\"v1\"")
        .body("value", equalTo(5));
    act("rita", "431001-a", "approval", "\"v2\"")
        .statusCode(409)
        .body("detail", containsString("onExisting=update"));
  }

  @Test
  void whatIsPublishedStaysWhileACorrectionWaits() {
    indicator("431002");
    published("431002-a,2022,5,,");
    handedIn("431002-a,2022,6,,", "").statusCode(422).body("errors.code", contains("differs"));
    handedIn("431002-a,2022,6,,").body("updated", equalTo(1));
    given().get("/v1/observations/431002-a").then().body("value", equalTo(5));
    sendBack("rita", "431002-a", "\"v3\"", "  ").statusCode(422);
    sendBack("rita", "431002-a", "\"v3\"", "与年鉴不符")
        .statusCode(200)
        .body("review", equalTo("returned"))
        .body("returnReason", equalTo("与年鉴不符"));
    given().get("/v1/observations/431002-a").then().body("value", equalTo(5));
    act("rita", "431002-a", "approval", "\"v4\"").statusCode(409);

    // Sent again as it is, it is handed in again; taken back, it says what is published.
    handedIn("431002-a,2022,6,,").body("updated", equalTo(1));
    asEditor().header("If-Match", "\"v5\"").delete(SUBMISSIONS + "431002-a").then().statusCode(204);
    asEditor()
        .get(SUBMISSIONS + "431002-a")
        .then()
        .body("value", equalTo(5))
        .body("review", equalTo("published"));
    asEditor().header("If-Match", "*").delete(SUBMISSIONS + "431002-a").then().statusCode(409);

    handedIn("431002-a,2022,7,,");
    act("rosa", "431002-a", "approval", "*").statusCode(200);
    given()
        .get("/v1/observations/431002-a")
        .then()
        .header("ETag", "\"v2\"")
        .body("value", equalTo(7));
  }

  @Test
  void whatWasNeverPublishedIsWithdrawnWhole() {
    indicator("431003");
    handedIn("431003-a,2022,5,,");
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .delete(SUBMISSIONS + "431003-a")
        .then()
        .statusCode(403);
    asEditor().header("If-Match", "\"v1\"").delete(SUBMISSIONS + "431003-a").then().statusCode(204);
    asEditor().get(SUBMISSIONS + "431003-a").then().statusCode(404);
    handedIn("431003-a,2022,5,,").body("created", equalTo(1));
  }

  @Test
  void manyAreApprovedAtOnceButNotTheReviewersOwn() {
    indicator("431005");
    handedIn("431005-a,2020,1,,", "431005-b,2021,2,,");
    as("rita", "editor")
        .contentType("text/csv")
        .body(HEADER + row("431005-c,2022,3,,"))
        .post("/v1/observations/imports")
        .then()
        .statusCode(200);
    all("approvals", Map.of()).statusCode(422);
    all("approvals", Map.of("area", "4310"))
        .statusCode(422)
        .body("errors.pointer", contains("/area"));
    all("approvals", Map.of("period", "2022-13"))
        .statusCode(422)
        .body("errors.pointer", contains("/period"));
    all("approvals", Map.of("codes", Collections.singletonList(null)))
        .statusCode(400)
        .body("errors.code", contains("type"))
        .body("errors.pointer", contains("/codes/0"));
    all("approvals", Map.of("codes", List.of("431005-a", "\u200b")))
        .statusCode(400)
        .body("errors.code", contains("list"))
        .body("errors.pointer", contains("/codes/1"));
    all("approvals", Map.of("area", "431005"))
        .statusCode(403)
        .body("detail", containsString("431005-c"));
    assertThat(given().get("/v1/observations?area=431005").jsonPath().getList("items")).isEmpty();
    all("approvals", Map.of("area", "431005", "period", "2020"))
        .statusCode(200)
        .body("count", equalTo(1))
        .body("more", equalTo(false));
    all("returns", Map.of("selection", Map.of("codes", List.of("431005-b"))))
        .statusCode(422)
        .body("errors.pointer", contains("/reason"));
    all("returns", Map.of("selection", Map.of("codes", List.of("431005-b")), "reason", "缺附件"))
        .statusCode(200)
        .body("count", equalTo(1));
    given().get("/v1/observations?area=431005").then().body("items.code", contains("431005-a"));
  }

  @Test
  void moreThanAThousandAreApprovedInTurns() {
    indicator("431006");
    var rows =
        IntStream.range(0, 1_003)
            .mapToObj(
                i -> "431006-%04d,%d-%02d,%d,,".formatted(i, 1901 + i / 12, 1 + i % 12, i % 7))
            .toArray(String[]::new);
    handedIn(rows).body("created", equalTo(1_003));
    all("approvals", Map.of("area", "431006"))
        .body("count", equalTo(1_000))
        .body("more", equalTo(true));
    all("approvals", Map.of("area", "431006"))
        .body("count", equalTo(3))
        .body("more", equalTo(false));
    all("approvals", Map.of("area", "431006")).body("count", equalTo(0));
  }

  @Test
  void anEmbargoHoldsBackWhatWasApproved() {
    indicator("431007");
    var end = time.instant().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);
    handedIn("431007-a,2022,5,," + end, "431007-b,2022-H1,5,,2020-01-01");
    act("rita", "431007-a", "approval", "\"v1\"").body("review", equalTo("approved"));
    act("rita", "431007-b", "approval", "\"v1\"").body("review", equalTo("published"));
    var head = given().get("/v1/observations?area=431007&on=2199-12-31").header("Zhihe-As-Of");
    given().get("/v1/observations/431007-a").then().statusCode(404);
    given().get("/v1/observations?area=431007").then().body("items.code", contains("431007-b"));
    assertThat(feed("431007")).containsExactly("431007-b");

    time.pass(Duration.ofHours(3).plusSeconds(1));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> given().get("/v1/observations/431007-a").statusCode() == 200);
    asEditor().get(SUBMISSIONS + "431007-a").then().body("review", equalTo("published"));
    given()
        .get("/v1/observations?area=431007&asOf=" + head)
        .then()
        .body("items.code", contains("431007-b"));
    as("ada", "admin")
        .get("/v1/audit/indicators?entityType=observation&entityId=431007-a")
        .then()
        .statusCode(200)
        .body("items.actor", everyItem(equalTo("embargo")));
  }

  @Test
  void whatBreaksARuleWhenItsEmbargoEndsIsGivenBack() {
    indicator("431012");
    new Family("indicators")
        .imported("code,nameZh,kind,direction,nature,unit\n431012-j,指标,goal,increase,level,家\n")
        .statusCode(200);
    new Family("validation-rules")
        .imported(
            "code,nameZh,severity,left,comparator,right\n431012-v,不超过,error,431012-i,le,431012-j\n")
        .statusCode(200);
    var end = time.instant().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);
    var whole = HEADER + "431012-b,431012-j,431012,2022,%d,actual,,\n";
    OBSERVATIONS.imported(whole.formatted(6)).statusCode(200);
    handedIn("431012-a,2022,5,," + end, "431012-c,2021,5,," + end);
    act("rita", "431012-a", "approval", "*").statusCode(200);
    act("rita", "431012-c", "approval", "*").statusCode(200);
    OBSERVATIONS.imported(whole.formatted(4), UPDATE).statusCode(200);

    time.pass(Duration.ofHours(3).plusSeconds(1));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> given().get("/v1/observations/431012-c").statusCode() == 200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                asEditor()
                    .get(SUBMISSIONS + "431012-a")
                    .jsonPath()
                    .getString("review")
                    .equals("returned"));
    given().get("/v1/observations/431012-a").then().statusCode(404);
  }

  /**
   * Both sides of an equation are corrected at once, and stay so whatever else is due with them.
   */
  @Test
  void whatBreaksNoRuleIsPublishedBesideWhatDoes() {
    var names = List.of("i", "j", "k", "l", "m");
    new Family("indicators")
        .imported(
            "code,nameZh,kind,direction,nature,unit\n"
                + names.stream()
                    .map("431013-%s,指标,goal,increase,level,家\n"::formatted)
                    .collect(Collectors.joining()))
        .statusCode(200);
    new Family("validation-rules")
        .imported(
            "code,nameZh,severity,left,comparator,right\n"
                + "431013-v,相等,error,431013-i,eq,431013-j\n"
                + "431013-w,不超过,error,431013-k,le,431013-l\n")
        .statusCode(200);
    OBSERVATIONS
        .imported(HEADER + figure("i", 5, "") + figure("j", 5, "") + figure("l", 5, ""))
        .statusCode(200);
    var end = time.instant().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS).toString();
    OBSERVATIONS
        .handedIn(
            HEADER
                + figure("i", 6, end)
                + figure("j", 6, end)
                + figure("k", 4, end)
                + figure("m", 1, end),
            UPDATE)
        .statusCode(200);
    all("approvals", Map.of("area", "431013")).body("count", equalTo(4));
    OBSERVATIONS.imported(HEADER + figure("l", 3, ""), UPDATE).statusCode(200);

    time.pass(Duration.ofHours(3).plusSeconds(1));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> given().get("/v1/observations/431013-m").statusCode() == 200);
    given().get("/v1/observations/431013-i").then().body("value", equalTo(6));
    given().get("/v1/observations/431013-j").then().body("value", equalTo(6));
    given().get("/v1/observations/431013-k").then().statusCode(404);
    asEditor()
        .get(SUBMISSIONS + "431013-k")
        .then()
        .body("review", equalTo("returned"))
        .body("returnReason", containsString("不超过"));
  }

  private static String figure(String indicator, int value, String publishAt) {
    return "431013-%1$s,431013-%1$s,431013,2022,%2$d,actual,,%3$s\n"
        .formatted(indicator, value, publishAt);
  }

  @Test
  void whatHasBecomeImpossibleIsNotApproved() {
    indicator("431014");
    published("431014-a,2022,5,,");
    // What is published still stands in 2022, whatever is to become of it.
    handedIn("431014-a,2021,5,,");
    handedIn("431014-b,2022,5,,");
    act("rita", "431014-b", "approval", "*")
        .statusCode(409)
        .body("detail", containsString("431014-a"));
    asEditor().get(SUBMISSIONS + "431014-b").then().body("review", equalTo("submitted"));
    all("approvals", Map.of("area", "431014")).statusCode(200).body("count", equalTo(2));
    given().get("/v1/observations/431014-b").then().body("period", equalTo("2022"));

    new Family("indicators")
        .imported(
            "code,nameZh,kind,direction,nature,unit\n431014-n,指标,goal,increase,level,家\n431014-q,指标,goal,increase,level,家\n")
        .statusCode(200);
    OBSERVATIONS.handedIn(HEADER + "431014-c,431014-q,431014,2022,5,actual,,\n", "");
    new Family("indicators")
        .imported(
            "code,nameZh,kind,direction,nature,unit,numerator,denominator\n431014-q,指标,goal,increase,level,家,431014-i,431014-n\n",
            UPDATE)
        .statusCode(200);
    PlanFiles.approveRequests("431014-q");
    act("rita", "431014-c", "approval", "*")
        .statusCode(409)
        .body("detail", containsString("431014-c"));
  }

  /** A department is in time with its figure, not with the word that it has none. */
  @Test
  void aFigureIsReportedOnceItIsThere() {
    indicator("431015");
    OBSERVATIONS.handedIn(
        HEADER + "431015-a,431015-i,431015,2022,,not_collected,,\n" + row("431015-b,2021,4,,"), "");
    var first = reportedOn("431015-a");
    assertThat(reportedOn("431015-b")).isEqualTo(first);
    time.pass(Duration.ofDays(40));
    handedIn("431015-a,2022,5,,", "431015-b,2021,5,,");
    assertThat(reportedOn("431015-a")).isEqualTo(first.plusDays(40));
    assertThat(reportedOn("431015-b")).isEqualTo(first);
  }

  private static LocalDate reportedOn(String code) {
    return LocalDate.parse(asEditor().get(SUBMISSIONS + code).jsonPath().getString("reportedOn"));
  }

  @Test
  void tellsAllThatIsWrongWithARow() {
    indicator("431008");
    OBSERVATIONS
        .handedIn(HEADER + "431008-a,431008-i,431008,2022-13,5,actual,,nächstes Jahr\n", "")
        .statusCode(422)
        .body("errors.column", containsInAnyOrder("period", "publishAt"));
    OBSERVATIONS
        .handedIn(
            HEADER.replace("value", "数值（亩）") + "431008-a,431008-i,431008,2022,5,actual,,\n", "")
        .statusCode(422)
        .body("errors.code", contains("unit-mismatch"));
    asEditor().get(SUBMISSIONS + "431008-a").then().statusCode(404);
  }

  @Test
  void readsAPercentageWhereTheUnitIsPercentAndRefusesItElsewhere() {
    indicator("431017");
    new Family("indicators")
        .imported("code,nameZh,kind,direction,nature,unit\n431017-p,占比,goal,increase,ratio,%\n")
        .statusCode(200);
    for (var name : List.of("value", "数值（%）")) {
      OBSERVATIONS
          .handedIn(
              HEADER.replace("value", name)
                  + "431017-a,431017-p,431017,2022,3.8%,actual,,\n431017-b,431017-i,431017,2022,3.8%,actual,,\n",
              "?mode=valid&onExisting=update")
          .statusCode(200)
          .body("rejected", equalTo(1))
          .body("errors.row", contains(3))
          .body("errors.code", contains("unit-mismatch"));
    }
    assertThat(asEditor().get(SUBMISSIONS + "431017-a").jsonPath().getDouble("value"))
        .isEqualTo(3.8);
  }

  @Test
  void handedInAgainAsItIsItMakesNoVersionAndNoEvent() {
    indicator("431009");
    published("431009-a,2022,5,,");
    var before = Family.sealedPosition("observations");
    handedIn("431009-a,2022,5,,").body("unchanged", equalTo(1));
    handedIn("431009-a,2022,5,,", "").body("unchanged", equalTo(1));
    all("approvals", Map.of("area", "431009")).body("count", equalTo(0));
    Family.sealedPosition("observations");
    var after = asEditor().get("/v1/changes/indicators?limit=1000&after=" + before).jsonPath();
    assertThat(after.getList("items.findAll { it.entityId == '431009-a' }")).isEmpty();
    asEditor().get(SUBMISSIONS + "431009-a").then().header("ETag", "\"v2\"");
  }

  /**
   * Whatever a file says again, of what is published, waits or was returned, nothing comes of it.
   */
  @Test
  void whateverIsSaidAgainMakesNoVersionAndNoEvent() {
    indicator("431016");
    var random = new Random(16);
    var rows =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    "431016-%02d,%d,%s,%s,%s"
                        .formatted(
                            i,
                            1980 + i,
                            new BigDecimal(random.nextInt(100, 200))
                                .movePointLeft(random.nextInt(3)),
                            "说明" + i,
                            random.nextBoolean() ? "" : "2026-01-01"))
            .toArray(String[]::new);
    handedIn(rows);
    for (var row : rows) {
      var act = random.nextInt(3);
      if (act == 0) {
        act("rita", row.substring(0, 9), "approval", "*").statusCode(200);
      }
    }
    var before = Family.sealedPosition("observations");
    var list = "/v1/observation-submissions?area=431016";
    var csv = asEditor().accept("text/csv").get(list).asString();
    var xlsx =
        asEditor()
            .accept("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
            .get(list)
            .asByteArray();
    for (var query : List.of("", UPDATE)) {
      for (int round = 0; round < 5; round++) {
        var some =
            IntStream.range(0, rows.length)
                .filter(i -> random.nextBoolean())
                .mapToObj(i -> rows[i])
                .toList();
        var file = HEADER + some.stream().map(SubmissionTest::row).collect(Collectors.joining());
        OBSERVATIONS.handedIn(file, query).statusCode(200).body("unchanged", equalTo(some.size()));
      }
      OBSERVATIONS.handedIn(csv, query).statusCode(200).body("unchanged", equalTo(rows.length));
      asEditor()
          .contentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
          .body(xlsx)
          .post("/v1/observations/imports" + query)
          .then()
          .statusCode(200)
          .body("unchanged", equalTo(rows.length));
    }
    Family.sealedPosition("observations");
    var after = asEditor().get("/v1/changes/indicators?limit=1000&after=" + before).jsonPath();
    assertThat(after.getList("items.findAll { it.entityId.startsWith('431016') }")).isEmpty();
  }

  /** Whatever was corrected, each vintage stays as it was read, to the byte. */
  @Test
  void theAnswersOfBeforeACorrectionStayByteForByte() {
    indicator("431010");
    published(
        IntStream.range(0, 6)
            .mapToObj(i -> "431010-%d,20%02d,%d,,".formatted(i, 10 + i, i))
            .toArray(String[]::new));
    var random = new Random(20);
    var paths =
        List.of(
            "/v1/observations?area=431010",
            "/v1/observations?area=431010&format=csv",
            "/v1/observations?indicator=431010-i&on=2013-06-30",
            "/v1/observations/431010-3");
    var vintages = new ArrayList<Map<String, String>>();
    for (int correction = 0; correction < 12; correction++) {
      var cut = given().get("/v1/observations?limit=1&on=2199-12-31").header("Zhihe-As-Of");
      var known = paths.stream().collect(Collectors.toMap(path -> path, SubmissionTest::read));
      known.put("", cut);
      vintages.add(known);
      var one = random.nextInt(6);
      published(
          "431010-%d,20%02d,%d,更正%d,"
              .formatted(one, 10 + one, 100 + random.nextInt(1_000), correction));
      for (var vintage : vintages) {
        for (var path : paths) {
          var then = path + (path.contains("?") ? "&" : "?") + "asOf=" + vintage.get("");
          assertThat(read(then)).as(then).isEqualTo(vintage.get(path));
        }
      }
    }
  }

  @Test
  void aCommentIsForTheBureauAlone() {
    indicator("431011");
    published("431011-a,2022,5,口径调整,");
    given().get("/v1/observations/431011-a").then().body("comment", nullValue());
    asEditor().get(SUBMISSIONS + "431011-a").then().body("comment", equalTo("口径调整"));
  }

  private static String read(String path) {
    return given().get(path).then().statusCode(200).extract().asString();
  }

  private static void indicator(String area) {
    new Family("indicators")
        .imported(
            "code,nameZh,kind,direction,nature,unit\n%s-i,指标,goal,increase,level,家\n"
                .formatted(area))
        .statusCode(200);
  }

  /** From {@code code,period,value,comment,publishAt}. */
  private static String row(String csv) {
    var cells = csv.split(",", -1);
    var area = cells[0].substring(0, 6);
    return "%s,%s-i,%s,%s,%s,actual,%s,%s\n"
        .formatted(cells[0], area, area, cells[1], cells[2], cells[3], cells[4]);
  }

  private static ValidatableResponse handedIn(String... rows) {
    var options = rows[rows.length - 1].isEmpty() ? "" : UPDATE;
    var file = new StringBuilder(HEADER);
    for (var row : rows) {
      file.append(row.isEmpty() ? "" : row(row));
    }
    var answer = OBSERVATIONS.handedIn(file.toString(), options);
    return options.isEmpty() ? answer : answer.statusCode(200);
  }

  private static void published(String... rows) {
    handedIn(rows);
    OBSERVATIONS.approved(
        java.util.Arrays.stream(rows).map(row -> row.substring(0, row.indexOf(','))).toList());
  }

  private static ValidatableResponse act(String person, String code, String act, String seen) {
    return as(person, "reviewer")
        .header("If-Match", seen)
        .post(SUBMISSIONS + code + "/" + act)
        .then();
  }

  private static ValidatableResponse sendBack(
      String person, String code, String seen, String reason) {
    return json(as(person, "reviewer"), Map.of("reason", reason))
        .header("If-Match", seen)
        .post(SUBMISSIONS + code + "/return")
        .then();
  }

  private static ValidatableResponse all(String act, Map<String, Object> body) {
    return json(as("rita", "reviewer"), body).post(SUBMISSIONS + act).then();
  }

  private static Request json(Request request, Map<String, ?> body) {
    return request.contentType("application/json").body(body);
  }

  /** The observations that the public feed tells of, to its end. */
  private static List<String> feed(String area) {
    var found = new ArrayList<String>();
    for (var next = "0"; ; ) {
      var page =
          given()
              .get("/v1/changes/indicators?limit=1000&area=" + area + "&after=" + next)
              .jsonPath();
      found.addAll(page.getList("items.entityId", String.class));
      next = page.getString("next");
      if (next.equals(page.getString("head"))) {
        return found.stream()
            .filter(code -> code != null && code.startsWith(area) && !code.endsWith("-i"))
            .toList();
      }
    }
  }
}
