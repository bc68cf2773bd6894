package dev.zhihe.indicators.policy;

import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.servers.Postgres;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A policy on its way from being planned to being issued, in time or late. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PolicyProgressTest {
  private static final Family POLICIES = new Family("policies");
  private static final String HEADER = "code,plan,name,kind,status,dueOn\n";

  @Test
  void goesItsWayStepByStep() {
    plan("430211");
    policies("430211", "y1,planned,2022-06-30");
    var address = "/v1/policies/430211-145-y1";
    post(address + "/drafting", "\"v1\"", null).statusCode(200).body("status", equalTo("drafted"));
    post(address + "/drafting", "\"v2\"", null)
        .statusCode(409)
        .body("detail", containsString("POST " + address + "/issue"));
    post(address + "/issue", "\"v2\"", "{}")
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/documentNumber", "/issuedOn"));
    post(address + "/issue", "\"v2\"", issue("2999-01-01"))
        .statusCode(422)
        .body("errors.pointer", contains("/issuedOn"));
    post(address + "/issue", "\"v1\"", issue("2022-07-15")).statusCode(412);
    post(address + "/issue", "\"v2\"", issue("2022-07-15"))
        .statusCode(200)
        .header("ETag", "\"v3\"")
        .body("status", equalTo("issued"))
        .body("documentNumber", equalTo("沙府发〔2022〕12号"))
        .body("issuedName", equalTo("若干措施"));
    post(address + "/issue", "\"v3\"", issue("2022-07-15")).statusCode(409);
    POLICIES
        .imported(
            HEADER + "430211-145-y1,430211-145,办法,法律法规,planned,2022-06-30\n", "?onExisting=update")
        .statusCode(422);
    given().get("/v1/search/indicators?q=若干措施").then().body("items.code", hasItem("430211-145-y1"));
  }

  @Test
  void tellsWhatIsLateOnTheDayAsked() {
    plan("430212");
    policies(
        "430212",
        "y1,planned,2022-06-30",
        "y2,planned,",
        "y3,drafted,2022-06-30",
        "y4,planned,2022-06-30",
        "y5,not_stated,2024-06-30");
    issued("430212-145-y3", "2022-06-30");
    issued("430212-145-y4", "2022-07-15");
    progress("430212", "2022-07-01")
        .body("items.policy", contains(codes("430212", "y1", "y4", "y5", "y2", "y3")))
        .body("items.standing", contains("overdue", "overdue", "not_stated", "planned", "issued"))
        .body("items[3].dueOn", equalTo("2025-12-31"))
        .body("items[3].dueAtPlanEnd", equalTo(true))
        .body("counts.standingZh", contains("逾期未出台", "未载明", "拟出台", "按期出台"))
        .body("counts.count", contains(2, 1, 1, 1));
    progress("430212", "2022-07-15")
        .body(
            "items.standing",
            contains("overdue", "not_stated", "planned", "issued_late", "issued"));
    progress("430212", "2022-06-01")
        .body("items.standing", contains("not_stated", "planned", "planned", "drafted", "drafted"));
    given().get("/v1/policy-progress?plan=430212-999").then().statusCode(404);
    given().get("/v1/policy-progress").then().statusCode(400);
  }

  @Test
  void whatThePlanOnlyCitesIsNeverLate() {
    plan("430213");
    POLICIES
        .imported(
            """
            code,plan,name,kind,role,status
            430213-145-y1,430213-145,某法,法律法规,引用,issued
            430213-145-y2,430213-145,某计划,行动计划,cited,not_stated
            430213-145-y3,430213-145,某办法,区级政策,promised,planned
            """)
        .statusCode(200);
    progress("430213", "2026-01-01")
        .body("items.policy", contains(codes("430213", "y3", "y1", "y2")))
        .body("items.standing", contains("overdue", "cited", "cited"))
        .body("items[1].standingZh", equalTo("引用"))
        .body("items[1]", not(hasKey("dueOn")))
        .body("items[1].dueAtPlanEnd", equalTo(false))
        .body("counts.standing", contains("overdue", "cited"))
        .body("counts.count", contains(1, 2));
    given()
        .get("/v1/policies?plan=430213-145&role=cited")
        .then()
        .body("items.code", contains(codes("430213", "y1", "y2")));
    given().get("/v1/policies?role=mentioned").then().statusCode(400);
  }

  @Test
  void aRoleThatIsNotGivenIsThatOfWhatThePlanSays() {
    plan("430215");
    var law = "430215-145-y1,430215-145,某法,法律法规,%s,,,%s\n";
    var head = "code,plan,name,kind,status,tableNumber,dueOn,issuedOn\n";
    POLICIES
        .imported(
            head
                + law.formatted("issued", "")
                + """
                430215-145-y2,430215-145,某协议,区级政策,not_stated,,,
                430215-145-y3,430215-145,某办法,区级政策,planned,,,
                430215-145-y4,430215-145,某办法,区级政策,not_stated,3,,
                430215-145-y5,430215-145,某办法,区级政策,not_stated,,2024-12-31,
                430215-145-y6,430215-145,某办法,区级政策,issued,,,2022-06-30
                """)
        .statusCode(200);
    given()
        .get("/v1/policies?plan=430215-145")
        .then()
        .body(
            "items.role",
            contains("cited", "cited", "promised", "promised", "promised", "promised"));
    progress("430215", "2026-01-01")
        .body("items.policy", contains(codes("430215", "y3", "y4", "y5", "y6", "y1", "y2")));

    POLICIES
        .imported(head + law.formatted("issued", "2021-01-01"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    given().get("/v1/policies/430215-145-y1").then().body("role", equalTo("cited"));
  }

  /** Rows as the release before roles wrote them. */
  private static void storedWithoutRole(String plan, String... rows) throws SQLException {
    var service = ConfigProvider.getConfig().getValue("zhihe.service", String.class);
    var owner = service + "_owner";
    try (var connection =
            DriverManager.getConnection(Postgres.shared().jdbcUrl(service), owner, owner);
        var policy =
            connection.prepareStatement(
                "insert into policy (code, plan, name, aliases, kind, status, mentions, version, body, audience)"
                    + " values (?, ?, ?, '{}', ?, upper(?), '{}', 1, ?, 'PUBLIC')");
        var log =
            connection.prepareStatement(
                "insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id, area)"
                    + " values ('policy', ?, 1, 'created', 'PUBLIC', ?, 'erin', 'r1', left(?, 6))")) {
      connection.setAutoCommit(false);
      for (var row : rows) {
        var cells = row.split(",");
        var body =
            "{\"code\":\"%s\",\"plan\":\"%s\",\"name\":\"%s\",\"aliases\":[],\"kind\":\"%s\",\"status\":\"%s\",\"mentions\":[]}"
                .formatted((Object[]) cells);
        for (var i = 0; i < cells.length; i++) {
          policy.setString(i + 1, cells[i]);
        }
        policy.setString(6, body);
        policy.executeUpdate();
        log.setString(1, cells[0]);
        log.setString(2, body);
        log.setString(3, plan);
        log.executeUpdate();
      }
      connection.commit();
    }
  }

  @Test
  void answersOfTheTimeWithoutRolesStay() throws SQLException {
    plan("430214");
    var rows =
        "430214-145-y1,430214-145,某法,法律法规,issued\n430214-145-y2,430214-145,某计划,行动计划,not_stated\n";
    storedWithoutRole("430214-145", rows.split("\n"));
    var path = "/v1/policy-progress?plan=430214-145&on=2026-01-01";
    var then = given().get(path + "&asOf=now");
    var table = given().get(path + "&asOf=now&format=csv").asString();
    var position = "&asOf=" + then.header("Zhihe-As-Of");
    then.then().body("items.standing", contains("overdue", "issued"));

    POLICIES
        .imported(
            "code,plan,name,kind,status,role\n"
                + rows.replace("issued\n", "issued,cited\n").replace("stated\n", "stated,cited\n"),
            "?onExisting=update")
        .statusCode(200);

    progress("430214", "2026-01-01").body("items.standing", contains("cited", "cited"));
    assertThat(given().get(path + position).asString()).isEqualTo(then.asString());
    assertThat(given().get(path + position + "&format=csv").asString()).isEqualTo(table);
  }

  @Test
  void ofTheFirstPlanOnlyThePromisedCanBeLate() {
    PlanFiles.load();
    POLICIES.imported(Family.planFile("10-policies.csv")).statusCode(200);
    progress("500106", "2026-01-01")
        .body("counts.standing", contains("overdue", "cited"))
        .body("counts.count", contains(30, 24));
  }

  private static void plan(String area) {
    new Family("plans")
        .imported(
            "code,area,nameZh,startYear,endYear\n%1$s-145,%1$s,某区规划,2021,2025\n".formatted(area))
        .statusCode(200);
    PlanFiles.adopt(area + "-145");
  }

  private static void policies(String area, String... lines) {
    var file = new StringBuilder(HEADER);
    for (var line : lines) {
      var cells = line.split(",", -1);
      file.append(
          "%1$s-145-%2$s,%1$s-145,办法,法律法规,%3$s,%4$s\n"
              .formatted(area, cells[0], cells[1], cells[2]));
    }
    POLICIES.imported(file.toString()).statusCode(200);
  }

  private static void issued(String code, String day) {
    post("/v1/policies/" + code + "/issue", "\"v1\"", issue(day)).statusCode(200);
  }

  private static String issue(String day) {
    return "{\"name\": \"若干措施\", \"documentNumber\": \" 沙府发〔2022〕12号 \", \"issuedOn\": \"%s\"}"
        .formatted(day);
  }

  private static ValidatableResponse post(String address, String tag, String body) {
    var request = asEditor().header("If-Match", tag);
    return (body == null ? request : request.contentType(ContentType.JSON).body(body))
        .post(address)
        .then();
  }

  private static ValidatableResponse progress(String area, String day) {
    return given()
        .get("/v1/policy-progress?plan=" + area + "-145&on=" + day)
        .then()
        .statusCode(200);
  }

  private static String[] codes(String area, String... ends) {
    return Arrays.stream(ends).map(end -> area + "-145-" + end).toArray(String[]::new);
  }
}
