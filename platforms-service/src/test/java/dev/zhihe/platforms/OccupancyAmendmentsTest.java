package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.stringContainsInOrder;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What becomes of reports after they are submitted or accepted, beside a plain review. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyAmendmentsTest {
  @Inject DataSource source;

  private static final String REPORTS = "/v1/occupancy-reports";

  @Test
  void replacesAnAcceptedReportOnceItsAmendmentIsAccepted() {
    var parks = new Parks("541001").loaded();
    var item = accepted(parks, 1, "m10");
    var amendment = item + "-a1";
    amend(parks, 1, "m10", Map.of("tenants", 44, "comment", "漏报两家"))
        .statusCode(201)
        .header("Location", equalTo(amendment))
        .body("status", equalTo("submitted"))
        .body("amends", equalTo(parks.report(1, "m10")));
    given().get(item).then().statusCode(200).body("tenants", equalTo(42));
    for (var stranger : new Request[] {given(), parks.oscar()}) {
      stranger.get(amendment).then().statusCode(404);
    }
    rita("v1")
        .post(amendment + "/acceptance")
        .then()
        .statusCode(200)
        .body("status", equalTo("accepted"));
    given()
        .get(item)
        .then()
        .header("ETag", equalTo("\"v3\""))
        .body("tenants", equalTo(44))
        .body("comment", equalTo("漏报两家"))
        .body("status", equalTo("accepted"))
        .body("revision", equalTo(2))
        .body("amendedBy", equalTo(parks.report(1, "m10") + "-a1"));
    given()
        .get(REPORTS + "?platform=" + parks.platform(1))
        .then()
        .body("items.code", contains(parks.report(1, "m10")));
    parks
        .olga()
        .get(REPORTS + "?amends=" + parks.report(1, "m10"))
        .then()
        .body("items", hasSize(1));
    amend(parks, 1, "m10", Map.of("tenants", 45, "comment", "又一家"))
        .statusCode(201)
        .header("Location", equalTo(item + "-a2"));
  }

  @Test
  void refusesAnAmendmentOfWhatIsNotAcceptedOrUnderAmendmentOrTheSame() {
    var parks = new Parks("541002").loaded();
    parks.submitted(1, "m10");
    var item = REPORTS + "/" + parks.report(1, "m10");
    amend(parks, 1, "m10", Map.of("tenants", 44))
        .statusCode(409)
        .body("detail", stringContainsInOrder("已通过", "PUT " + item));
    rita("v1").post(item + "/acceptance").then().statusCode(200);
    amend(parks, 1, "m10", Map.of())
        .statusCode(422)
        .body("errors.code", contains("nothing-to-amend"));
    var uncommented = new HashMap<String, Object>(Map.of("tenants", 44));
    uncommented.put("comment", null);
    amend(parks, 1, "m10", uncommented)
        .statusCode(422)
        .body("errors.pointer", contains("/comment"))
        .body("errors.code", contains("comment-required"));
    amend(parks, 1, "m10", Map.of("amends", parks.report(2, "m10")))
        .statusCode(422)
        .body("errors.code", contains("unknown-reference"));
    amend(parks, 1, "m10", Map.of("tenants", 44)).statusCode(201);
    amend(parks, 1, "m10", Map.of("tenants", 45))
        .statusCode(409)
        .body("detail", stringContainsInOrder("审核中的更正", "PUT " + item + "-a1"));
  }

  @Test
  void refusesAReviewerWhoSubmittedTheAmendment() {
    var parks = new Parks("541003").loaded();
    var item = accepted(parks, 1, "m10");
    amend(parks, 1, "m10", Map.of("tenants", 44)).statusCode(201);
    var olga =
        given()
            .auth()
            .oauth2(dev.zhihe.test.Tokens.ofOrganisation(parks.ours(), "olga", "reviewer"))
            .header("If-Match", "\"v1\"");
    olga.post(item + "-a1/acceptance").then().statusCode(403);
    given().get(item).then().body("tenants", equalTo(42));
  }

  @Test
  void takesANilReportWithAReasonAndWithoutFigures() {
    var parks = new Parks("541004").loaded();
    var nil = Map.of("platform", parks.platform(1), "period", parks.period("m10"), "kind", "nil");
    parks
        .olga()
        .body(nil)
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/comment"));
    var figured = new HashMap<String, Object>(nil);
    figured.put("tenants", 3);
    figured.put("comment", "未投用");
    parks
        .olga()
        .body(figured)
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/tenants"))
        .body("errors.code", contains("nil-report"));
    figured.remove("tenants");
    parks
        .olga()
        .body(figured)
        .post(REPORTS)
        .then()
        .statusCode(201)
        .body("kind", equalTo("nil"))
        .body("tenants", nullValue());
    var item = REPORTS + "/" + parks.report(1, "m10");
    rita("v1").post(item + "/acceptance").then().statusCode(200);
    given().get(item).then().statusCode(200).body("comment", equalTo("未投用"));
    amend(parks, 1, "m10", Map.of("comment", "补报")).statusCode(201).body("tenants", equalTo(42));
    rita("v1").post(item + "-a1/acceptance").then().statusCode(200);
    given().get(item).then().body("tenants", equalTo(42)).body("kind", equalTo("regular"));
  }

  @Test
  void takesBackWhatItGave() {
    var parks = new Parks("541005").loaded();
    parks.submitted(1, "m10");
    var item = REPORTS + "/" + parks.report(1, "m10");
    rita("v1")
        .body(
            Map.of(
                "reason",
                "核对",
                "fields",
                new Object[] {
                  Map.of("field", "tenants", "code", "inconsistent", "reason", "与附表不符")
                }))
        .post(item + "/return")
        .then()
        .statusCode(200);
    var given = parks.olga().get(item).then().extract().asString();
    parks
        .olga()
        .header("If-Match", "\"v2\"")
        .body(given)
        .put(item)
        .then()
        .statusCode(200)
        .body("status", equalTo("submitted"));
    for (var forged :
        new String[] {
          given.replace("\"returned\"", "\"accepted\""),
          given.replace("与附表不符", "无误"),
          given.replace("541005-op-1", "541005-op-2")
        }) {
      if (!forged.equals(given)) {
        parks
            .olga()
            .header("If-Match", "\"v3\"")
            .body(forged)
            .put(item)
            .then()
            .statusCode(422)
            .body("errors.code.toUnique()", contains("read-only"));
      }
    }
  }

  @Test
  void withdrawsWhatIsNotAccepted() {
    var parks = new Parks("541006").loaded();
    parks.submitted(1, "m10");
    var item = REPORTS + "/" + parks.report(1, "m10");
    parks.oscar().header("If-Match", "\"v1\"").delete(item).then().statusCode(404);
    parks.olga().header("If-Match", "\"v1\"").delete(item).then().statusCode(204);
    parks.olga().get(item).then().statusCode(404);
    parks.submitted(1, "m10").header("ETag", equalTo("\"v3\""));
    rita("v3").post(item + "/acceptance").then().statusCode(200);
    parks
        .olga()
        .header("If-Match", "\"v4\"")
        .delete(item)
        .then()
        .statusCode(409)
        .body("detail", stringContainsInOrder("不能撤回", "已通过"));
  }

  @Test
  void saysWhetherItWasLateFromItsFirstSubmissionOn() {
    var parks = new Parks("541007").loaded();
    TestTime.at(
        "2026-11-10T15:59:59Z", () -> parks.submitted(1, "m10").body("late", equalTo(false)));
    TestTime.at(
        "2026-11-10T16:00:00Z",
        () ->
            parks
                .submitted(2, "m10")
                .body("late", equalTo(true))
                .body("dueOn", equalTo("2026-11-10"))
                .body("submittedOn", equalTo("2026-11-11")));
    TestTime.at(
        "2026-11-15T00:00:00Z",
        () ->
            parks
                .olga()
                .header("If-Match", "\"v1\"")
                .body(parks.figures(1, "m10", Map.of("tenants", 43)))
                .put(REPORTS + "/" + parks.report(1, "m10"))
                .then()
                .statusCode(200)
                .body("late", equalTo(false))
                .body("submittedOn", equalTo("2026-11-10")));
  }

  @Test
  void amendsByFile() {
    var parks = new Parks("541008").loaded();
    var family = new Family("occupancy-reports", () -> asOperator("olga", parks.ours()));
    accepted(parks, 1, "m10");
    var header =
        "platform,period,amends,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,graduatedTenants,leftTenants,comment\n";
    var row =
        "%s,%s,%s,12000,7600,42,44,3,1,0,漏报\n"
            .formatted(parks.platform(1), parks.period("m10"), parks.report(1, "m10"));
    family.imported(header + row).statusCode(200).body("created", equalTo(1));
    family.imported(header + row).statusCode(200).body("unchanged", equalTo(1));
    family
        .imported(header + row.replace("44,3,1,0", "43,2,1,0"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    rita("v2")
        .post(REPORTS + "/" + parks.report(1, "m10") + "-a1/acceptance")
        .then()
        .statusCode(200);
    family
        .imported(header + row.replace("44,3,1,0", "43,2,1,0"))
        .statusCode(200)
        .body("unchanged", equalTo(1));
    family
        .imported(header + row.replace(parks.report(1, "m10"), parks.report(2, "m10")))
        .statusCode(422)
        .body("errors.code", contains("amends"));
    family
        .imported(
            header
                + row.replace(parks.report(1, "m10"), parks.report(1, "m09"))
                    .replace(parks.period("m10"), parks.period("m09")))
        .statusCode(422)
        .body("errors.code", contains("not-accepted"));
    assertThat(family.item(parks.report(1, "m10")).getInt("tenants")).isEqualTo(43);
  }

  /** As the acceptance of many does, so that the two never wait for each other. */
  @Test
  void locksTheReportBeforeItsAmendment() throws Exception {
    var parks = new Parks("541011").loaded();
    var amendment = accepted(parks, 1, "m10") + "-a1";
    amend(parks, 1, "m10", Map.of("tenants", 44, "comment", "漏报两家")).statusCode(201);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var other = source.getConnection()) {
      other.setAutoCommit(false);
      assertThat(isFree(other, parks.report(1, "m10") + "-a1")).isTrue(); // and locked now
      var answer = threads.submit(() -> rita("v1").post(amendment + "/acceptance").statusCode());
      try {
        await().until(() -> !isFree(parks.report(1, "m10")));
      } finally {
        other.rollback();
      }
      assertThat(answer.get()).isEqualTo(200);
    }
  }

  private boolean isFree(String report) throws SQLException {
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        return isFree(connection, report);
      } finally {
        connection.rollback();
      }
    }
  }

  private static boolean isFree(Connection connection, String report) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select 1 from occupancy_report where code = ? for update skip locked")) {
      statement.setString(1, report);
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** A row of a download is an amendment once it names itself as amended. */
  @Test
  void amendsFromADownload() {
    var parks = new Parks("541012").loaded();
    var family = new Family("occupancy-reports", () -> asOperator("olga", parks.ours()));
    var sha256 = parks.uploaded("541012");
    submitted(parks, Map.of("attachment", sha256));
    submitted(parks, Map.of("platform", parks.platform(2)));
    for (int platform = 1; platform <= 2; platform++) {
      rita("v1")
          .post(REPORTS + "/" + parks.report(platform, "m10") + "/acceptance")
          .then()
          .statusCode(200);
    }
    var code = parks.report(1, "m10");
    var lines = parks.olga().get(REPORTS + "?format=csv&status=accepted").asString().split("\n");
    var header = lines[0];
    var places = List.of(header.strip().split(","));
    var cells =
        Stream.of(lines).filter(line -> line.startsWith(code + ",")).findFirst().orElseThrow();
    var changed = new ArrayList<>(List.of(cells.strip().split(",", -1)));
    changed.set(places.indexOf("amends"), code);
    changed.set(places.indexOf("comment"), "漏报两家");
    changed.set(places.indexOf("tenants"), "44");
    changed.set(places.indexOf("tenantsAtStart"), "44");
    var forged = new ArrayList<>(changed);
    forged.set(places.indexOf("dueOn"), "2026-12-24");
    forged.set(places.indexOf("revision"), "7");
    family
        .imported(header + "\n" + String.join(",", forged) + "\n")
        .statusCode(422)
        .body("errors.column", containsInAnyOrder("dueOn", "revision"))
        .body("errors.code.unique()", contains("read-only"));
    var file = header + "\n" + String.join(",", changed) + "\n";
    family.imported(file).statusCode(200).body("created", equalTo(1));
    family.imported(file).statusCode(200).body("unchanged", equalTo(1));
    var amendment = family.item(code + "-a1");
    assertThat(amendment.getString("amends")).isEqualTo(code);
    assertThat(amendment.getInt("tenants")).isEqualTo(44);
    assertThat(amendment.getString("attachment")).isEqualTo(sha256);
    rita("v1").post(REPORTS + "/" + code + "-a1/acceptance").then().statusCode(200);
    family.imported(file).statusCode(200).body("unchanged", equalTo(1));

    // Without the column the file and the other figures stay, an empty cell clears the file.
    var short1 = "code,platform,period,amends,usableAreaM2,comment%s\n%s,%s,%s,%s,12500,量错%s\n";
    family
        .imported(short1.formatted("", code, parks.platform(1), parks.period("m10"), code, ""))
        .statusCode(200);
    assertThat(family.item(code + "-a2").getString("attachment")).isEqualTo(sha256);
    assertThat(family.item(code + "-a2").getInt("tenants")).isEqualTo(44);
    assertThat(family.item(code + "-a2").getDouble("usableAreaM2")).isEqualTo(12500);
    parks.olga().header("If-Match", "*").delete(REPORTS + "/" + code + "-a2");
    family
        .imported(
            short1.formatted(
                ",attachment", code, parks.platform(1), parks.period("m10"), code, ","))
        .statusCode(200);
    assertThat(family.item(code + "-a2").getString("attachment")).isNull();
    // Of two rows, one corrects the amendment under review, and the other one is the first.
    var two = "platform,period,amends,usableAreaM2,comment\n";
    for (int platform = 1; platform <= 2; platform++) {
      two +=
          "%s,%s,%s,12700,再量\n"
              .formatted(
                  parks.platform(platform), parks.period("m10"), parks.report(platform, "m10"));
    }
    family
        .imported(two, "?onExisting=update")
        .statusCode(200)
        .body("created", equalTo(1))
        .body("updated", equalTo(1));
    assertThat(family.item(code + "-a2").getDouble("usableAreaM2")).isEqualTo(12700);
    assertThat(family.item(parks.report(2, "m10") + "-a1").getInt("tenants")).isEqualTo(42);
    // The row of another report does not become this one's amendment.
    family
        .imported(
            short1.formatted(
                "",
                parks.report(2, "m10"),
                parks.platform(1),
                parks.period("m10"),
                parks.report(2, "m10"),
                ""))
        .statusCode(422)
        .body("errors.column", contains("code"));
  }

  @Test
  void amendsFromABody() {
    var parks = new Parks("541013").loaded();
    var item = accepted(parks, 1, "m10");
    var given = parks.olga().get(item).jsonPath().<String, Object>getMap("$");
    var sent = new HashMap<>(given);
    sent.putAll(Map.of("amends", parks.report(1, "m10"), "comment", "量错", "usableAreaM2", 12500));
    parks
        .olga()
        .body(with(sent, Map.of("dueOn", "2026-12-24", "revision", 7)))
        .post(REPORTS)
        .then()
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/dueOn", "/revision"))
        .body("errors.code.unique()", contains("read-only"));
    parks.olga().body(sent).post(REPORTS).then().statusCode(201);
    sent.put("usableAreaM2", 12600);
    parks
        .olga()
        .header("If-Match", "\"v1\"")
        .body(sent)
        .put(item + "-a1")
        .then()
        .statusCode(200)
        .body("usableAreaM2", equalTo(12600));
  }

  @Test
  void listsByOperator() {
    var parks = new Parks("541009").loaded();
    parks.submitted(1, "m10");
    parks.submitted(2, "m10");
    parks.oscar().body(parks.figures(3, "m10")).post(REPORTS).then().statusCode(201);
    asEditor()
        .get(REPORTS + "?operator=541009-op-1")
        .then()
        .body("items.code", containsInAnyOrder(parks.report(1, "m10"), parks.report(2, "m10")));
    parks.oscar().get(REPORTS + "?operator=541009-op-1").then().body("items", hasSize(0));
  }

  private static void submitted(Parks parks, Map<String, Object> others) {
    parks.olga().body(parks.figures(1, "m10", others)).post(REPORTS).then().statusCode(201);
  }

  private static Map<String, Object> with(Map<String, Object> one, Map<String, Object> others) {
    var both = new HashMap<>(one);
    both.putAll(others);
    return both;
  }

  private static String accepted(Parks parks, int platform, String month) {
    parks.submitted(platform, month);
    var item = REPORTS + "/" + parks.report(platform, month);
    rita("v1").post(item + "/acceptance").then().statusCode(200).body("revision", equalTo(1));
    return item;
  }

  private static ValidatableResponse amend(
      Parks parks, int platform, String month, Map<String, Object> others) {
    var figures = parks.figures(platform, month, others);
    figures.putIfAbsent("amends", parks.report(platform, month));
    return parks.olga().body(figures).post(REPORTS).then();
  }

  private static Request rita(String version) {
    return as("rita", "reviewer")
        .contentType("application/json")
        .header("If-Match", "\"" + version + "\"");
  }
}
