package dev.zhihe.platforms.form;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The forms of areas, each test with an area of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FormTest {
  static final Family FORMS = new Family("forms");
  static final String HEADER =
      "code,area,kind,edition,effectiveOn,nameZh,nameEn,types,fields,reason,document\n";
  static final String ALWAYS =
      "usableAreaM2;occupiedAreaM2;tenantsAtStart;newTenants;leftTenants;graduatedTenants;tenants";

  @Test
  void isAdoptedByAnotherPersonAndThenStaysAsItIs() {
    FORMS.imported(HEADER + row("183003", 1, "2026-06-01", "park", ALWAYS)).statusCode(200);
    given().get("/v1/forms/183003-f1").then().statusCode(404);
    asEditor()
        .get("/v1/forms/183003-f1")
        .then()
        .body("status", equalTo("draft"))
        .body("types", contains("park"))
        .body("fields", hasSize(7))
        .body("fields[1].labelZh", equalTo("入驻面积"))
        .body("fields[1].unit", equalTo("m2"));
    adopted(as("erin", "editor", "reviewer"), "183003")
        .statusCode(403)
        .body("detail", containsString("不同的人"));
    adopted(as("rita", "reviewer"), "183003").statusCode(200).body("adopted", equalTo(1));
    adopted(as("rita", "reviewer"), "183003").statusCode(409);
    adopted(as("rita", "reviewer"), "183099").statusCode(404);
    given().get("/v1/forms/183003-f1").then().statusCode(200).body("status", equalTo("adopted"));

    FORMS
        .imported(
            HEADER + row("183003", 1, "2026-06-01", "ecosystem", ALWAYS), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("adopted"));
    FORMS
        .imported(
            HEADER
                + row("183003", 1, "2026-06-01", "park", ALWAYS)
                    .replace("-f1", "-q1")
                    .replace("month", "quarter"))
        .statusCode(200);
    FORMS.roundTrips("area=183003", "code\na,\na,\n");
  }

  @Test
  void isFollowedByAnEditionFromALaterDayOn() {
    FORMS.imported(HEADER + row("183004", 1, "2026-06-01", "park", ALWAYS)).statusCode(200);
    adopted(as("rita", "reviewer"), "183004").statusCode(200);
    FORMS.imported(HEADER + row("183004", 2, "2026-06-01", "park", ALWAYS)).statusCode(200);
    adopted(as("rita", "reviewer"), "183004")
        .statusCode(409)
        .body("detail", containsString("183004-f2"));
    FORMS
        .imported(
            HEADER
                + row("183004", 2, "2026-09-01", "park;ecosystem", ALWAYS + ";employees|required"),
            "?onExisting=update")
        .statusCode(200);
    inForce("183004", "2026-09-30").body("code", equalTo("183004-f1"));
    adopted(as("rita", "reviewer"), "183004").statusCode(200);
    inForce("183004", "2026-05-31")
        .body("code", nullValue())
        .body("edition", equalTo(0))
        .body("fields.name", hasItem("patentsGranted"));
    inForce("183004", "2026-08-31").body("code", equalTo("183004-f1"));
    inForce("183004", "2026-09-01")
        .body("code", equalTo("183004-f2"))
        .body("types", contains("park", "ecosystem"))
        .body("fields[-1].name", equalTo("employees"))
        .body("fields[-1].required", equalTo(true));
    assertThat(
            given()
                .accept("text/csv")
                .get("/v1/forms/in-force?area=183004&kind=month&on=2026-09-01")
                .then()
                .statusCode(200)
                .extract()
                .asString())
        .startsWith("name,labelZh,labelEn,unit,required,")
        .contains("employees,从业人员数,Employees,persons,true");
    given().get("/v1/forms/in-force?area=183004").then().statusCode(400);
    given().get("/v1/forms/in-force?area=18300&kind=decade").then().statusCode(400);
  }

  @Test
  void refusesWhatIsNoForm() {
    FORMS
        .imported(
            HEADER
                + "183005-f1,183005,decade,0,2026-06-01,表,Form,castle,height,,\n"
                + row("183005", 2, "2026-06-01", "park", "usableAreaM2;usableAreaM2|required|1")
                + row("183005", 3, "2026-06-01", "park", ALWAYS + "|optional"))
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("kind", "edition", "types", "fields", "reason"))
        .body("errors.findAll { it.row == 3 }.code", containsInAnyOrder("twice", "always-required"))
        .body("errors.findAll { it.row == 4 }.code", contains("always-required"));
  }

  /** Its names are headers of the workbook. */
  @Test
  void namesEachFigureOnceAndLeavesItsUnitToIt() {
    FORMS
        .imported(
            HEADER
                + row("183008", 1, "2026-06-01", "park", ALWAYS + ";techFirms||||入驻企业数")
                + row("183008", 2, "2026-06-01", "park", ALWAYS + ";outputYuan||||产值（万元）")
                + row("183008", 3, "2026-06-01", "park", ALWAYS + ";techFirms|||||Tenants at end"))
        .statusCode(422)
        .body("errors.code", contains("same-label", "unit-in-label", "same-label"))
        .body("errors[0].detail", containsString("“入驻企业数”已是 tenants 的名称"));
    FORMS
        .imported(
            HEADER + row("183008", 1, "2026-06-01", "park", ALWAYS + ";techFirms||||科创企业（含高企）"))
        .statusCode(200);
  }

  @Test
  void isTakenBackFromTheJsonOfItsItem() {
    FORMS.imported(HEADER + row("183006", 1, "2026-06-01", "park", ALWAYS)).statusCode(200);
    var item = asEditor().get("/v1/forms/183006-f1").asString();
    asEditor()
        .contentType("application/x-ndjson")
        .body(item.getBytes(StandardCharsets.UTF_8))
        .post("/v1/forms/imports")
        .then()
        .statusCode(200)
        .body("unchanged", equalTo(1));
  }

  static String row(String area, int edition, String from, String types, String fields) {
    return "%1$s-f%2$d,%1$s,month,%2$d,%3$s,入驻月报,Monthly occupancy,%4$s,%5$s,首次制定,\n"
        .formatted(area, edition, from, types, fields);
  }

  private static ValidatableResponse inForce(String area, String day) {
    return given()
        .get("/v1/forms/in-force?kind=month&area=" + area + "&on=" + day)
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse adopted(Request somebody, String area) {
    return somebody
        .contentType("application/json")
        .body(Map.of("area", area))
        .post("/v1/forms/adoptions")
        .then();
  }
}
