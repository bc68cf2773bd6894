package dev.zhihe.projects;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.planFile;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files of the repository's own plan, from the first import to the sums. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FirstPlanTest {
  private static final String ROLLUP = "/v1/investment-rollups?by=programme&plan=500106-145";

  @Test
  void loadsTwiceIsAdoptedOnceAndAddsUp() {
    new Family("programmes").takesInOnce(planFile("04-programmes.csv"));
    new Family("projects").takesInOnce(planFile("05-projects.csv"));
    var investments = new Family("investment-plans");
    investments.takesInOnce(planFile("06-investment-plans.csv"));
    new Family("stated-totals").takesInOnce(planFile("07-stated-totals.csv"));
    new Family("funds").takesInOnce(planFile("11-funds.csv"));
    new Family("project-lists").takesInOnce(planFile("12-project-lists.csv"));
    new Family("units").takesInOnce(planFile("15-units.csv"));
    given()
        .get("/v1/units/unknown-names?plan=500106-145")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));

    // Drafts are the bureau's alone, and count for nobody.
    given().get("/v1/investment-plans?plan=500106-145").then().body("items", hasSize(0));
    given().get("/v1/investment-plans/500106-145-p06-ip1").then().statusCode(404);
    asEditor().get("/v1/investment-plans/500106-145-p06-ip1").then().statusCode(200);
    for (var caller : new Request[] {given(), asEditor()}) {
      caller
          .get(ROLLUP)
          .then()
          .statusCode(200)
          .body("items", hasSize(0))
          .body("total.projects", equalTo(0))
          .body(containsString("\"totalYuan\":0.00"));
    }

    adopted(as("erin", "editor", "reviewer"), "500106-145")
        .statusCode(403)
        .body("detail", containsString("不同的人"));
    adopted(as("olga", "editor"), "500106-145").statusCode(403);
    adopted(as("rita", "reviewer"), "999999-145").statusCode(404);
    var stale = given().get(ROLLUP).header("ETag");
    var draft = given().get(ROLLUP + "&on=2021-01-01").then().extract();
    adopted(as("rita", "reviewer"), "500106-145")
        .statusCode(200)
        .body("plan", equalTo("500106-145"))
        .body("adopted", equalTo(43));
    adopted(as("rita", "reviewer"), "500106-145")
        .statusCode(409)
        .body("type", containsString("conflict"));

    given()
        .get("/v1/investment-plans/500106-145-p06-ip1")
        .then()
        .statusCode(200)
        .header("ETag", "\"v2\"")
        .body("status", equalTo("adopted"))
        .body("phases.fromYear", equalTo(List.of(2021, 2023)))
        .body("asStated", equalTo(true))
        .body(containsString("\"differenceYuan\":-1000000000.00"))
        .body(containsString("\"amountYuan\":4500000000.00"));
    investments
        .imported(
            planFile("06-investment-plans.csv").replace(",3400000000.00", ",3500000000.00"),
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", equalTo(List.of("adopted")));

    var rollup =
        given().header("If-None-Match", stale).get(ROLLUP).then().statusCode(200).extract();
    var sums = rollup.jsonPath();
    assertThat(sums.getBoolean("additive")).isTrue();
    assertThat(sums.getList("items.programme")).hasSize(7);
    assertThat(sums.getList("items.projects")).containsExactly(17, 1, 8, 3, 3, 1, 10);
    assertThat(sums.getInt("total.projects")).isEqualTo(43);
    assertThat(rollup.asString())
        .contains(
            "{\"programme\":\"500106-145-c1\",\"projects\":17,\"totalYuan\":34375000000.00,\"periodYuan\":31575000000.00,\"outsideYuan\":2800000000.00,")
        .endsWith(
            "\"total\":{\"projects\":43,\"totalYuan\":44565000000.00,\"periodYuan\":40465000000.00,\"outsideYuan\":4100000000.00,"
                + "\"phases\":[{\"fromYear\":2021,\"toYear\":2022,\"amountYuan\":25325000000.00},"
                + "{\"fromYear\":2023,\"toYear\":2025,\"amountYuan\":16140000000.00}]}}");
    given().header("If-None-Match", rollup.header("ETag")).get(ROLLUP).then().statusCode(304);

    // What was known before the adoption stays to be read, to the byte.
    var then = given().get(ROLLUP + "&asOf=" + draft.header("Zhihe-As-Of")).then().extract();
    assertThat(then.asByteArray()).isEqualTo(draft.asByteArray());
    assertThat(then.jsonPath().getInt("total.projects")).isZero();
    assertThat(given().get(ROLLUP + "&on=2021-01-01").asByteArray())
        .isEqualTo(rollup.asByteArray());
    given()
        .header("If-None-Match", then.header("ETag"))
        .get(ROLLUP + "&asOf=" + draft.header("Zhihe-As-Of"))
        .then()
        .statusCode(304);
    given()
        .get(ROLLUP + "&format=csv")
        .then()
        .statusCode(200)
        .body(
            containsString(
                "500106-145-c2,1,160000000.00,60000000.00,100000000.00,2021-2022:60000000.00,false\r\n"))
        .body(containsString("\r\n合计 total,43,44565000000.00,40465000000.00,4100000000.00,"))
        .body(endsWith(",true\r\n"));
  }

  @Test
  void namesTheRollUpsThereAre() {
    given()
        .get("/v1/investment-rollups?by=colour&plan=500106-145")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/by"))
        .body("detail", containsString("programme"));
    given()
        .header("Accept-Language", "en")
        .get("/v1/investment-rollups?by=programme")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/plan"))
        .body("detail", containsString("plan is required"));
  }

  @Test
  void tellsWhatAnAdoptionNeeds() {
    as("rita", "reviewer")
        .contentType("application/json")
        .body("{\"plan\":\"Not A Code\"}")
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/plan"));
    as("rita", "reviewer")
        .contentType("application/json")
        .body("{\"paln\":\"500106-145\"}")
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(400);
    as("rita", "reviewer")
        .contentType("application/json")
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(422)
        .body("errors[0].pointer", equalTo(""));
  }

  private static ValidatableResponse adopted(Request caller, String plan) {
    return caller
        .contentType("application/json")
        .body("{\"plan\":\"" + plan + "\"}")
        .post("/v1/investment-plans/adoptions")
        .then();
  }
}
