package dev.zhihe.projects.project.change;

import static dev.zhihe.projects.project.change.Changes.PATH;
import static dev.zhihe.projects.project.change.Changes.act;
import static dev.zhihe.projects.project.change.Changes.added;
import static dev.zhihe.projects.project.change.Changes.adjusted;
import static dev.zhihe.projects.project.change.Changes.change;
import static dev.zhihe.projects.project.change.Changes.draft;
import static dev.zhihe.projects.project.change.Changes.refused;
import static dev.zhihe.projects.project.change.Changes.rita;
import static dev.zhihe.projects.project.change.Changes.stageChanged;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.projects.Planned;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a change of projects may say, and who decides on it. Each test has its own district. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ProjectChangeTest {
  private static final Family CHANGES = new Family("project-changes");
  private static final String HEADER =
      "code,plan,kind,projects,into,reason,documentTitle,documentNumber,effectiveOn\n";

  @Test
  void namesEverythingThatAChangeBreaks() {
    Planned.adopted("581008", 2);
    Planned.adopted("581009", 1);
    added("581008", 3);
    new Family("projects")
        .imported(
            "code,plan,area,programme,name,stage\n581008-145-p4,581008-145,581008,581008-145-c1,甲,not_stated\n")
        .statusCode(200);
    draft(Map.of())
        .statusCode(422)
        .body(
            "errors.pointer",
            containsInAnyOrder("/plan", "/kind", "/projects", "/reason", "/effectiveOn"));
    refused(
        change(
            "581008",
            "withdrawal",
            List.of(
                "581008-none", "581009-145-p1", "581008-145-p1", "581008-145-p1", "581008-145-p3"),
            "into",
            "581008-145-p2",
            "effectiveOn",
            "1899-12-31"),
        "unknown-reference /projects",
        "elsewhere /projects",
        "duplicate /projects",
        "not-in-force /projects",
        "not-a-merger /into",
        "effective-day /effectiveOn");
    refused(
        change("581008", "addition", List.of("581008-145-p1", "581008-145-p4")),
        "in-force /projects",
        "no-draft /projects");
    refused(change("581008", "merger", List.of("581008-145-p1")), "required /into");
    refused(
        change("581008", "merger", List.of("581008-145-p1"), "into", "581008-145-p1"),
        "duplicate /into");
    refused(
        change("581008", "merger", List.of("581008-145-p4"), "into", "581008-145-p3"),
        "not-in-force /projects",
        "not-in-force /into");
    refused(change("581008", "withdrawal", List.of("A")), "invalid /projects/0");
    refused(change("581008", "withdrawal", List.of()), "required /projects");
    // A project without any investment plan may be withdrawn.
    draft(change("581008", "withdrawal", List.of("581008-145-p4"))).statusCode(201);
    adjusted("581008-145-p1-ip1", "2023-07-01");
    stageChanged("581008-145-p2").statusCode(200);
    refused(
        change("581008", "withdrawal", List.of("581008-145-p1", "581008-145-p2")),
        "effective-day /effectiveOn",
        "effective-day /effectiveOn");
    refused(
        change("581008", "merger", List.of("581008-145-p2"), "into", "581008-145-p1"),
        "effective-day /effectiveOn",
        "effective-day /effectiveOn");
  }

  @Test
  void whoHadAPartInMakingItDoesNotReviewIt() {
    Planned.adopted("581013", 1);
    var both = new String[] {"editor", "reviewer"};
    as("mia", both)
        .contentType("application/json")
        .body(change("581013", "withdrawal", List.of("581013-145-p1")))
        .post(PATH)
        .then()
        .statusCode(201);
    var code = "581013-145-chg1";
    as("carl", both)
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(change("581013", "withdrawal", List.of("581013-145-p1"), "reason", "其他理由"))
        .put(PATH + "/" + code)
        .then()
        .statusCode(200)
        .body("reason", equalTo("其他理由"));
    act(code, "submission", as("sue", both)).statusCode(200);
    for (var person : List.of("mia", "carl", "sue")) {
      act(code, "approval", as(person, both)).statusCode(403);
    }
    act(code, "approval", asEditor()).statusCode(403);
    rita()
        .header("If-Match", "*")
        .contentType("application/json")
        .body(Map.of("reason", "文号有误"))
        .post(PATH + "/" + code + "/return")
        .then()
        .statusCode(200)
        .body("status", equalTo("returned"))
        .body("returnReason", equalTo("文号有误"));
    act(code, "approval", rita())
        .statusCode(409)
        .body("detail", containsString(PATH + "/" + code + "/submission"));
    act(code, "submission", as("sue", both)).statusCode(200);
    act(code, "approval", rita()).statusCode(200);
    act(code, "approval", as("ruth", "reviewer"))
        .statusCode(409)
        .body("detail", containsString("已批准"));
    // An addition adopts investment plans, which whoever prepared them does not.
    added("581013", 2);
    var addition = "581013-145-chg2";
    as("mia", both)
        .contentType("application/json")
        .body(change("581013", "addition", List.of("581013-145-p2")))
        .post(PATH)
        .then()
        .statusCode(201);
    act(addition, "submission", as("mia", both)).statusCode(200);
    act(addition, "approval", as("erin", both))
        .statusCode(403)
        .body("detail", containsString("581013-145-p2-ip1"));
    act(addition, "approval", rita()).statusCode(200);
  }

  @Test
  void rowsOfAFileAreDrafts() {
    Planned.adopted("581014", 12);
    var file =
        HEADER
            + IntStream.rangeClosed(1, 11)
                .mapToObj(
                    i ->
                        "581014-j%1$02d,581014-145,withdrawal,581014-145-p%1$d,,条件不具备,通知,某发改〔2023〕8号,2023-07-01\n"
                            .formatted(i))
                .collect(Collectors.joining())
            + "581014-j12,581014-145,合并,581014-145-p1;581014-145-p2,581014-145-p12,合并实施,通知,某发改〔2023〕8号,2023-07-01\n";
    CHANGES.takesInOnce(file);
    CHANGES.walksAllPages("plan=581014-145", file);
    CHANGES.refusesAForeignCursor("plan=581014-145", "plan=581014-145&status=draft");
    CHANGES.refusesUnknownAndRepeatedParameters();
    CHANGES.neverAnswers304AfterAWrite(
        "581014-j03", "plan=581014-145", file.replace("p3,,条件不具备", "p3,,另有安排"));
    asEditor()
        .get(PATH + "?plan=581014-145&project=581014-145-p2")
        .then()
        .body("items.code", contains("581014-j02", "581014-j12"));
    asEditor()
        .get(PATH + "?plan=581014-145&kind=merger&status=draft")
        .then()
        .body("items.code", contains("581014-j12"));
    CHANGES
        .imported(
            HEADER
                + "581014-k01,581014-145,addition,581014-145-p1,,理由,,,2023-07-01\n"
                + "581014-k02,581014-145,merger,581014-145-p1,,理由,,,2023-07-01\n"
                + "581014-k03,581014-145,withdrawal,581014-none,,理由,,,2023-07-01\n")
        .statusCode(422)
        .body("errors.row", contains(2, 3, 4))
        .body("errors.code", contains("in-force", "required", "unknown-reference"));
    CHANGES
        .imported(HEADER + "581014-k05,581014-145,sale,A;b,?,,,,2023-02-30\n")
        .statusCode(422)
        .body(
            "errors.column",
            containsInAnyOrder("kind", "projects", "into", "reason", "effectiveOn"));
    act("581014-j01", "submission", asEditor()).statusCode(200);
    CHANGES
        .imported(
            HEADER
                + "581014-j01,581014-145,withdrawal,581014-145-p1,,另有安排,通知,某发改〔2023〕8号,2023-07-01\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("not-open"));
    act("581014-j01", "approval", rita()).statusCode(200);
    CHANGES.roundTrips("plan=581014-145", file);
  }
}
