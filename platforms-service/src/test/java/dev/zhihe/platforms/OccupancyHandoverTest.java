package dev.zhihe.platforms;

import static dev.zhihe.platforms.RegistryActs.act;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * What becomes of reports under review when their platform gets another operator, or leaves, or
 * when the days of their period are moved.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancyHandoverTest {
  private static final String REPORTS = "/v1/occupancy-reports";
  private static final String TENANTS = "/v1/occupancy-tenants/";

  @Inject DataSource source;

  /** As long as the present operator submits nothing, the former one's report is as before. */
  @Test
  void theFormerOperatorGoesOnWithWhatItHasUnderReview() {
    var parks = new Parks("541010").loaded();
    parks.submitted(1, "m10");
    var item = REPORTS + "/" + parks.report(1, "m10");
    handedOver(parks);
    sendBack(item, "v1");
    parks
        .oscar()
        .header("If-Match", "\"v2\"")
        .body(parks.figures(1, "m10"))
        .put(item)
        .then()
        .statusCode(404);
    parks.oscar().header("If-Match", "\"v2\"").delete(item).then().statusCode(404);
    parks
        .olga()
        .header("If-Match", "\"v2\"")
        .body(parks.figures(1, "m10", Map.of("tenants", 43)))
        .put(item)
        .then()
        .statusCode(200)
        .body("operator", equalTo(parks.area() + "-op-1"));
    rita("v3").post(item + "/acceptance").then().statusCode(200).body("tenants", equalTo(43));
    // Accepted, it is the platform's: the former operator changes nothing more.
    parks.olga().body(amendment(parks, 44)).post(REPORTS).then().statusCode(404);
    parks.oscar().body(amendment(parks, 44)).post(REPORTS).then().statusCode(201);
  }

  @Test
  void thePresentOperatorIsNotLateWithWhatEndedBeforeItCame() {
    var parks = new Parks("541020").loaded();
    handedOver(parks); // from 1 November on
    TestTime.at(
        "2026-12-25T04:00:00Z",
        () -> {
          parks
              .oscar()
              .body(parks.figures(1, "m10"))
              .post(REPORTS)
              .then()
              .statusCode(201)
              .body("dueOn", equalTo("2026-11-10"))
              .body("late", equalTo(false));
          parks
              .oscar()
              .body(parks.figures(1, "m11"))
              .post(REPORTS)
              .then()
              .statusCode(201)
              .body("late", equalTo(true));
        });
  }

  @Test
  void aReportOfThePresentOperatorTakesThePlaceOfTheFormersInEveryState() {
    var parks = new Parks("541014").loaded();
    parks.olga().body(parks.figuresOfTenants(1, "m10", 2)).post(REPORTS).then().statusCode(201);
    parks.submitted(1, "m09");
    handedOver(parks);
    for (var month : List.of("m09", "m10")) {
      var item = REPORTS + "/" + parks.report(1, month);
      if (month.equals("m09")) {
        sendBack(item, "v1");
      }
      // Byte for byte as where nothing is.
      var absent = parks.oscar().get(REPORTS + "/" + parks.report(3, month));
      var hidden = parks.oscar().get(item);
      assertThat(told(hidden.asString()))
          .isEqualTo(told(absent.asString().replace(parks.platform(3), parks.platform(1))));
      parks
          .oscar()
          .body(parks.figures(1, month, Map.of("tenants", 7, "highTechFirms", 1)))
          .post(REPORTS + "?dryRun=true")
          .then()
          .statusCode(200);
      parks.olga().get(item).then().statusCode(200); // a dry run takes no place
      parks
          .oscar()
          .body(parks.figures(1, month, Map.of("tenants", 7, "highTechFirms", 1)))
          .post(REPORTS)
          .then()
          .statusCode(201)
          .body("operator", equalTo(parks.area() + "-op-2"));
      parks.olga().get(item).then().statusCode(404);
      parks
          .olga()
          .header("If-Match", "*")
          .body(parks.figures(1, month))
          .put(item)
          .then()
          .statusCode(404);
      parks
          .oscar()
          .get(item + "/history")
          .then()
          .body("items.step", contains("submitted"))
          .body("items[0].changes.size()", equalTo(0));
    }
    var item = REPORTS + "/" + parks.report(1, "m10");
    parks
        .olga()
        .get(item + "/history")
        .then()
        .body("items.step", contains("submitted", "superseded"))
        .body("items[1].actor", nullValue());
    asEditor()
        .get(item + "/history")
        .then()
        .body("items.step", contains("submitted", "superseded", "submitted"))
        .body("items.actor", contains("olga", "oscar", "oscar"));
    parks.olga().get(TENANTS + parks.report(1, "m10")).then().statusCode(404);
    parks.oscar().get(TENANTS + parks.report(1, "m10")).then().statusCode(404);
    rita("v3").post(item + "/acceptance").then().statusCode(200).body("tenants", equalTo(7));
  }

  @Test
  void aDraftAndAFileTakeThePlaceToo() {
    var parks = new Parks("541015").loaded();
    parks.olga().body(parks.figuresOfTenants(1, "m09", 2)).post(REPORTS).then().statusCode(201);
    parks.submitted(1, "m10");
    handedOver(parks);
    sendBack(REPORTS + "/" + parks.report(1, "m10"), "v1");
    var draft = REPORTS + "/" + parks.report(1, "m10") + "/draft";
    var empty = parks.oscar().get(draft);
    empty.then().statusCode(200).body("basedOn", equalTo(0)).body("report.tenants", nullValue());
    parks
        .oscar()
        .header("If-Match", empty.header("ETag"))
        .body(Map.of("report", parks.figures(1, "m10", Map.of("tenants", 7))))
        .put(draft)
        .then()
        .statusCode(200);
    parks
        .oscar()
        .header("If-Match", parks.oscar().get(draft).header("ETag"))
        .post(REPORTS + "/" + parks.report(1, "m10") + "/submission")
        .then()
        .statusCode(201)
        .body("tenants", equalTo(7));

    var file =
        """
        platform,period,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,leftTenants,graduatedTenants
        %s,%s,12000,7600,8,8,0,0,0
        """
            .formatted(parks.platform(1), parks.period("m09"));
    var family = new Family("occupancy-reports", parks::oscar);
    family.imported(file, "?dryRun=true").statusCode(200).body("created", equalTo(1));
    parks.olga().get(REPORTS + "/" + parks.report(1, "m09")).then().statusCode(200);
    family.imported(file).statusCode(200).body("created", equalTo(1));
    family.imported(file).statusCode(200).body("unchanged", equalTo(1));
    parks.olga().get(REPORTS + "/" + parks.report(1, "m09")).then().statusCode(404);
    parks.olga().get(TENANTS + parks.report(1, "m09")).then().statusCode(404);
    assertThat(family.item(parks.report(1, "m09")).getInt("tenants")).isEqualTo(8);
  }

  @Test
  void anAmendmentOfThePresentOperatorTakesThePlaceOfTheFormersAndKeepsItsFile() {
    var parks = new Parks("541016").loaded();
    var code = parks.report(1, "m10");
    var item = REPORTS + "/" + code;
    var sha256 = parks.uploaded("541016");
    parks
        .olga()
        .body(parks.figures(1, "m10", Map.of("attachment", sha256)))
        .post(REPORTS)
        .then()
        .statusCode(201);
    rita("v1").post(item + "/acceptance").then().statusCode(200);
    parks
        .olga()
        .body(with(amendment(parks, 44), Map.of("attachment", sha256)))
        .post(REPORTS)
        .then()
        .statusCode(201);
    sendBack(item + "-a1", "v1");
    handedOver(parks);
    parks.oscar().get(item + "-a1").then().statusCode(404);
    new Family("occupancy-reports", parks::oscar)
        .imported(
            "platform,period,amends,tenants,tenantsAtStart,comment\n%s,%s,%s,45,45,重数\n"
                .formatted(parks.platform(1), parks.period("m10"), code))
        .statusCode(200)
        .body("created", equalTo(1));
    parks.olga().get(item + "-a1").then().statusCode(404);
    parks
        .oscar()
        .body(with(amendment(parks, 46), Map.of("attachment", "0".repeat(64))))
        .header("If-Match", "*")
        .put(item + "-a1")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/attachment"));
    parks
        .oscar()
        .body(with(amendment(parks, 46), Map.of("attachment", sha256)))
        .header("If-Match", "*")
        .put(item + "-a1")
        .then()
        .statusCode(200)
        .body("attachment", equalTo(sha256));
    rita(asEditor().get(item + "-a1").header("ETag").replace("\"", ""))
        .post(item + "-a1/acceptance")
        .then()
        .statusCode(200);
    given().get(item).then().body("tenants", equalTo(46)).body("attachment", equalTo(sha256));
    // The scan is the former operator's: the bureau reads it, the present operator does not.
    asEditor().get(item + "/attachment").then().statusCode(200);
    parks.oscar().get(item + "/attachment").then().statusCode(404);
    parks.oscar().get("/v1/occupancy-attachments/" + sha256).then().statusCode(404);
    parks
        .olga()
        .header("If-Match", "\"" + sha256 + "\"")
        .delete("/v1/occupancy-attachments/" + sha256)
        .then()
        .statusCode(409);
  }

  /**
   * An approval that is under way when a report is submitted. It waits in the middle, where it has
   * changed the platform and not yet ended, for a version that this test is about to log.
   */
  @Test
  void noReportComesAfterItsPlatformLeft() throws Exception {
    var parks = new Parks("541017").loaded();
    var acts = new RegistryActs(parks);
    var leaving =
        acts.submitted(
            acts.change(
                "withdrawal", List.of(parks.platform(1)), Map.of("effectiveOn", "2026-09-15")));
    var file =
        """
        platform,period,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,leftTenants,graduatedTenants
        %s,%s,12000,7600,8,8,0,0,0
        """
            .formatted(parks.platform(1), parks.period("m09"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var other = new OpenVersion(source, "platform", parks.platform(1), 2)) {
      Callable<Integer> approval =
          () -> act(as("rita", "reviewer"), leaving, "approval").statusCode();
      var approved = threads.submit(approval);
      await().until(() -> other.waiting() == 1);
      var submitted =
          threads.submit(
              () -> parks.olga().body(parks.figures(1, "m10")).post(REPORTS).then().extract());
      var imported =
          threads.submit(
              () -> new Family("occupancy-reports", parks::olga).imported(file).extract());
      await().until(() -> other.waiting() == 3 || submitted.isDone() || imported.isDone());
      other.end();
      assertThat(approved.get()).isEqualTo(200);
      assertThat(submitted.get().asString()).contains("\"withdrawn\"");
      assertThat(submitted.get().statusCode()).isEqualTo(422);
      assertThat(imported.get().asString()).contains("\"withdrawn\"");
    }
    for (var month : List.of("m09", "m10")) {
      asEditor().get(REPORTS + "/" + parks.report(1, month)).then().statusCode(404);
    }
  }

  /** An import of other days while a report is submitted, which waits for a version of its own. */
  @Test
  void noReportHasOtherDaysThanItsPeriod() throws Exception {
    var parks = new Parks("541021").loaded();
    var days =
        "code,area,startDate,endDate,dueDate,reviewDueDate\n%1$s-2026-m10,%1$s,2026-10-01,2026-10-31,2026-11-25,2026-11-30\n"
            .formatted(parks.area());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var other = new OpenVersion(source, "occupancy-report", parks.report(1, "m10"), 1)) {
      var submitted =
          threads.submit(
              () -> parks.olga().body(parks.figures(1, "m10")).post(REPORTS).statusCode());
      await().until(() -> other.waiting() == 1);
      var moved =
          threads.submit(
              () ->
                  new Family("reporting-periods")
                      .imported(days, "?onExisting=update")
                      .extract()
                      .asString());
      await().until(() -> other.waiting() == 2 || moved.isDone());
      other.end();
      assertThat(submitted.get()).isEqualTo(201);
      assertThat(moved.get()).contains("\"has-reports\"");
    }
  }

  /** The answer without the id of its trace. */
  private static String told(String answer) {
    return answer.replaceAll("\"traceId\":\"[^\"]*\"", "");
  }

  private static void handedOver(Parks parks) {
    var acts = new RegistryActs(parks);
    acts.approved(acts.change("operator", 1, Map.of("operator", parks.area() + "-op-2")));
  }

  private static Map<String, Object> amendment(Parks parks, int tenants) {
    return parks.figures(
        1, "m10", Map.of("amends", parks.report(1, "m10"), "comment", "漏报", "tenants", tenants));
  }

  private static Map<String, Object> with(Map<String, Object> one, Map<String, Object> others) {
    var both = new HashMap<>(one);
    both.putAll(others);
    return both;
  }

  private static void sendBack(String item, String version) {
    rita(version).body(Map.of("reason", "核对")).post(item + "/return").then().statusCode(200);
  }

  private static Request rita(String version) {
    return as("rita", "reviewer")
        .contentType("application/json")
        .header("If-Match", "\"" + version + "\"");
  }
}
