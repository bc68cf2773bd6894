package dev.zhihe.indicators;

import static dev.zhihe.test.Request.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlanImportTest {
  private static final String HEADER = "code,area,nameZh,nameEn,startYear,endYear,horizonYear\n";

  @Test
  void keepsADraftPlanFromThePublicUntilAReviewerAdoptsIt() {
    imported(HEADER + "110000-145,110000,某规划,A plan,2021,2025,2035\n", "")
        .statusCode(200)
        .body("created", equalTo(1));
    given()
        .get("/v1/plans/110000-145")
        .then()
        .statusCode(404)
        .body("type", containsString("not-found"));
    var etag =
        given()
            .auth()
            .oauth2(Tokens.of("erin", "editor"))
            .get("/v1/plans/110000-145")
            .then()
            .statusCode(200)
            .body("status", equalTo("draft"))
            .extract()
            .header("ETag");
    given()
        .auth()
        .oauth2(Tokens.of("rita", "reviewer"))
        .post("/v1/plans/110000-145/adoption")
        .then()
        .statusCode(428);
    given()
        .auth()
        .oauth2(Tokens.of("erin", "editor", "reviewer"))
        .header("If-Match", etag)
        .post("/v1/plans/110000-145/adoption")
        .then()
        .statusCode(403);
    given()
        .auth()
        .oauth2(Tokens.of("rita", "reviewer"))
        .header("If-Match", etag)
        .post("/v1/plans/110000-145/adoption")
        .then()
        .statusCode(200)
        .body("status", equalTo("adopted"));
    given().get("/v1/plans/110000-145").then().statusCode(200).header("ETag", "\"v2\"");
    // Adopted is adopted, whoever asks: that she prepared it does not matter any more.
    given()
        .auth()
        .oauth2(Tokens.of("erin", "editor", "reviewer"))
        .header("If-Match", "\"v2\"")
        .post("/v1/plans/110000-145/adoption")
        .then()
        .statusCode(409)
        .body("detail", containsString("已批准"));
    given()
        .get("/v1/plans?format=csv")
        .then()
        .statusCode(200)
        .body(containsString("110000-145,110000,某规划"));
  }

  @Test
  void namesEveryErrorOfEveryRowAndWritesNothing() {
    imported(
            HEADER
                + "Bad Code,11,,,2021,2020,2019\n"
                + "120000-145,120000,天津,,2021,二〇二五,\n"
                + "120000-145,120000,天津,,2021,2025,\n",
            "")
        .statusCode(422)
        .contentType("application/problem+json")
        .body("errors", hasSize(7))
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder("code", "area", "nameZh", "endYear", "horizonYear"))
        .body("errors.findAll { it.row == 3 }.value", contains("二〇二五"))
        .body("errors.findAll { it.row == 4 }.code", contains("duplicate"))
        .body("detail", containsString("未写入"));
    given()
        .auth()
        .oauth2(Tokens.of("erin", "editor"))
        .get("/v1/plans/120000-145")
        .then()
        .statusCode(404);
  }

  @Test
  void changesAndLogsNothingWhenTheSameFileComesTwice() {
    var file = HEADER + "130000-145,130000,河北,,2021,2025,\n";
    imported(file, "").statusCode(200).body("created", equalTo(1));
    imported(file, "").statusCode(200).body("created", equalTo(0)).body("unchanged", equalTo(1));
    imported(file.replace("河北", "河北省"), "")
        .statusCode(422)
        .body("errors[0].code", equalTo("differs"));
    imported(file.replace("河北", "河北省"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
  }

  @Test
  void writesNothingOnADryRun() {
    imported(HEADER + "140000-145,140000,山西,,2021,2025,\n", "?dryRun=true")
        .statusCode(200)
        .body("created", equalTo(1))
        .body("dryRun", equalTo(true));
    given()
        .auth()
        .oauth2(Tokens.of("erin", "editor"))
        .get("/v1/plans/140000-145")
        .then()
        .statusCode(404);
  }

  @Test
  void namesAnUnknownColumnTogetherWithTheErrorsOfTheRows() {
    imported("代码,行政区划代码,名称,起始年,截止年,备注\n190000-145,19,甲,2021,2025,x\n", "?mode=valid")
        .statusCode(422)
        .body("errors", hasSize(2))
        .body("errors.column", containsInAnyOrder("备注", "行政区划代码"));
  }

  @Test
  void takesTheGoodRowsAndListsTheRestWhenAskedTo() {
    imported(
            HEADER + "160000-145,160000,好,,2021,2025,\n160000-146,16,坏,,2021,2025,\n",
            "?mode=valid")
        .statusCode(200)
        .body("created", equalTo(1))
        .body("rejected", equalTo(1))
        .body("errors", hasSize(1))
        .body("errors[0].row", equalTo(3));
    editor().get("/v1/plans/160000-145").then().statusCode(200);
    editor().get("/v1/plans/160000-146").then().statusCode(404);
  }

  @Test
  void takesTenThousandRowsAndNamesFiveHundredErrorsAmongThem() {
    var file = new StringBuilder(HEADER);
    for (int i = 0; i < 10_000; i++) {
      file.append("many-")
          .append(i)
          .append(",170000,规划,,2021,")
          .append(i % 20 == 0 ? "五" : "2025")
          .append(",\n");
    }
    imported(file.toString(), "").statusCode(422).body("errors", hasSize(500));
    editor().get("/v1/plans/many-1").then().statusCode(404);
    imported(file.toString().replace("五", "2025"), "")
        .statusCode(200)
        .body("created", equalTo(10_000));
    editor().get("/v1/plans/many-9999").then().statusCode(200);
  }

  @Test
  void refusesWhatCannotBeStoredWithoutFailing() {
    given().queryParam("category", "\u0000").get("/v1/indicators").then().statusCode(400);
    imported(HEADER + "180000-145,180000,\u0000,,2021,2025,\n", "")
        .statusCode(422)
        .body("errors.code", hasItem("character"));
    imported(HEADER + "180000-145,180000," + "长".repeat(40_000) + ",,2021,2025,\n", "")
        .statusCode(422);
  }

  @Test
  void tellsAConsumerAheadOfTheFeedToLoadAfresh() {
    given()
        .get("/v1/changes/indicators?after=999999999")
        .then()
        .statusCode(410)
        .body("errors[0].pointer", equalTo("/after"));
  }

  @Test
  void refusesUnknownParametersAndStrangers() {
    given()
        .get("/v1/plans?arae=1")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/arae"));
    given().contentType("text/csv").body(HEADER).post("/v1/plans/imports").then().statusCode(401);
    given()
        .auth()
        .oauth2(Tokens.of("olaf", "operator"))
        .contentType("text/csv")
        .body(HEADER)
        .post("/v1/plans/imports")
        .then()
        .statusCode(403)
        .body("traceId", notNullValue());
  }

  @Test
  void feedsEveryChangeWithholdingDraftsFromThePublic() {
    imported(HEADER + "150000-145,150000,内蒙古,,2021,2025,\n", "").statusCode(200);
    var feed =
        given()
            .auth()
            .oauth2(Tokens.of("erin", "editor"))
            .get("/v1/changes/indicators?wait=5")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    var open = feed.getList("items.entityId");
    given()
        .get("/v1/changes/indicators")
        .then()
        .statusCode(200)
        .body("items.find { it.position == 1 }.withheld", equalTo(true));
    assertThat(open).isNotEmpty();
  }

  private static Request editor() {
    return given().auth().oauth2(Tokens.of("erin", "editor"));
  }

  private static ValidatableResponse imported(String csv, String query) {
    return given()
        .auth()
        .oauth2(Tokens.of("erin", "editor"))
        .contentType("text/csv; charset=utf-8")
        .body(csv.getBytes(UTF_8))
        .post("/v1/plans/imports" + query)
        .then();
  }
}
