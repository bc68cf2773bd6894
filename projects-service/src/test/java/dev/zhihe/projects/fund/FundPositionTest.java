package dev.zhihe.projects.fund;

import static dev.zhihe.projects.fund.FundArea.POSITIONS;
import static dev.zhihe.projects.fund.FundArea.rita;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.kit.json.Days;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What funds reported, each test with a district of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FundPositionTest {
  @Inject FundPositions positions;

  @Test
  void isAdoptedByAnotherPersonAndCorrectedByAnotherRow() {
    var area = new FundArea("590001").loaded();
    area.adopted(rita()).statusCode(404);
    area.imported(
            area.rows("1,甲,2023-05,30,20,10,", "1,甲,2023-06,40,20,10,", "2,乙,2023-06,9,8,7,"), "")
        .statusCode(200)
        .body("created", equalTo(3));
    var code = area.fund(1) + "-" + FundArea.hex("甲") + "-2023-06";
    var item = "/v1/fund-positions/" + code;
    var list = "/v1/fund-positions?plan=590001-145";
    // Drafts are the bureau's alone.
    given().get(item).then().statusCode(404);
    given().get(list).then().body("items", hasSize(0));
    asEditor().get(item).then().statusCode(200).body("status", equalTo("draft"));
    area.adopted(as("erin", "editor", "reviewer"))
        .statusCode(403)
        .body("detail", containsString("不同的人"));
    area.adopted(asEditor()).statusCode(403);
    area.adopted(rita())
        .statusCode(200)
        .body("plan", equalTo("590001-145"))
        .body("adopted", equalTo(3));
    area.adopted(rita()).statusCode(409);
    given()
        .get(item)
        .then()
        .statusCode(200)
        .header("ETag", "\"v2\"")
        .body("status", equalTo("adopted"))
        .body("body", equalTo("甲"))
        .body(
            containsString("\"committedYuan\":40.00,\"raisedYuan\":20.00,\"investedYuan\":10.00,"));
    given().get(list + "&fund=590001-f2").then().body("items", hasSize(1));
    given().get(list + "&month=2023-06").then().body("items", hasSize(2));
    given().get(list + "&month=2023-6").then().statusCode(400);
    // It holds from the end of its month on.
    given().get(list + "&on=2023-06-29").then().body("items.month", contains("2023-05"));
    given().get(list + "&on=2023-06-30").then().body("items", hasSize(3));

    // What is adopted takes no imports; a correction is a row of its own, with a reason.
    area.imported(area.rows("1,甲,2023-06,41,20,10,"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("adopted"));
    var correction = code + "-r2,590001-145,590001-f1,甲,2023-06,42,20,10,";
    area.imported(FundArea.HEADER + correction + "\n", "")
        .statusCode(422)
        .body("errors.code", contains("comment-required"))
        .body("errors.column", contains("comment"))
        .body("errors[0].detail", containsString(code));
    area.imported(FundArea.HEADER + correction + "漏计\n", "").statusCode(200);
    area.imported(FundArea.HEADER + correction.replace("-r2", "-r3") + "漏计\n", "")
        .statusCode(422)
        .body("errors.code", contains("open"))
        .body("errors[0].detail", containsString(code + "-r2"));
    given().get(list + "&on=2023-06-30&month=2023-06").then().body("items", hasSize(2));
    area.adopted(as("erin", "reviewer")).statusCode(403);
    area.adopted(rita()).statusCode(200).body("adopted", equalTo(1));
    given()
        .get(item)
        .then()
        .header("ETag", "\"v3\"")
        .body("correctedBy", equalTo(code + "-r2"))
        .body(containsString("\"committedYuan\":40.00"));
    given()
        .get(item + "-r2")
        .then()
        .body("corrects", equalTo(code))
        .body("correctedBy", nullValue())
        .body("comment", equalTo("漏计"));
    given()
        .get(list + "&fund=590001-f1&on=2023-06-30&month=2023-06")
        .then()
        .body("items.code", contains(code + "-r2"));
    // A correction is corrected as any other.
    area.imported(
            FundArea.HEADER + correction.replace("-r2,", "-r3,").replace(",42,", ",43,") + "误录\n",
            "")
        .statusCode(200);
    area.adopted(rita()).statusCode(200);
    given().get(item + "-r3").then().body("corrects", equalTo(code + "-r2"));
    POSITIONS.roundTrips("plan=590001-145", "code\n" + "a,\n".repeat(5));
  }

  @Test
  void namesEveryErrorOfEveryRow() {
    var area = new FundArea("590002").loaded();
    new FundArea("590003").loaded();
    var next = YearMonth.from(Days.of(Instant.now())).plusMonths(1);
    area.imported(
            """
            code,plan,fund,body,month,committedYuan,raisedYuan,investedYuan,status,correctedBy
            590002-a1,590002-145,590003-f1,,%1$s,-1,1.005,1万,,
            590002-a2,590002-145,590002-none,甲,2023-13,1,2,3,,
            590002-a3,590002-145,590002-f1,甲,2023-06,3,2,1,adopted,
            590002-a4,590002-145,590002-f1,乙,2023-06,3,2,1,,
            590002-a5,590002-145,590002-f1,乙,2023-06,3,2,1,,
            590002-a6,,,,,,,,,
            """
                .formatted(next),
            "")
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.column",
            containsInAnyOrder(
                "fund", "body", "month", "committedYuan", "raisedYuan", "investedYuan"))
        .body("errors.findAll { it.row == 2 && it.column == 'month' }.code", contains("not-begun"))
        .body(
            "errors.findAll { it.row == 3 }.code",
            containsInAnyOrder("unknown-reference", "shape", "above-committed", "above-raised"))
        .body("errors.findAll { it.row == 4 }.code", contains("read-only"))
        .body("errors.findAll { it.row == 5 }", hasSize(0))
        .body("errors.findAll { it.row == 6 }.code", contains("open"))
        .body(
            "errors.findAll { it.row == 7 }.column",
            containsInAnyOrder(
                "plan", "fund", "body", "month", "committedYuan", "raisedYuan", "investedYuan"));
    asEditor().get("/v1/fund-positions?plan=590002-145").then().body("items", hasSize(0));
    // The current month has begun.
    area.imported(area.rows("1,甲,%s,3,2,1,".formatted(next.minusMonths(1))), "").statusCode(200);
    area.imported(area.rows("1,甲,2023-06,3,2,1,"), "").statusCode(200);
    var code = area.fund(1) + "-" + FundArea.hex("甲") + "-2023-06";
    area.imported(
            FundArea.HEADER + code + ",590003-145,590003-f1,甲,2023-06,3,2,1,\n",
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("moved"));
  }

  @Test
  void refusesAnotherUnitAndAsksWhyAmountsAreFarFromTheMonthBefore() {
    var area = new FundArea("590004").loaded();
    area.entered(area.rows("1,甲,2023-04,4000,3000,2000,"));
    area.imported(area.rows("1,甲,2023-05,40000000,30000000,20000000,换了单位"), "")
        .statusCode(422)
        .body("errors.code", everyItem(equalTo("unit-slip")))
        .body("errors.column", contains("committedYuan", "raisedYuan", "investedYuan"))
        .body("errors[0].detail", containsString("4000.00"));
    area.imported(area.rows("1,甲,2023-05,4000,3000,2,换了单位"), "")
        .statusCode(422)
        .body("errors.code", contains("unit-slip"))
        .body("errors.column", contains("investedYuan"));
    area.imported(area.rows("1,甲,2023-05,40000,3000,2000,"), "")
        .statusCode(422)
        .body("errors.code", contains("comment-required"))
        .body("errors.column", contains("committedYuan"));
    // Another body, or an earlier month, is compared with its own.
    area.imported(area.rows("1,乙,2023-05,40000000,30000000,20000000,", "1,甲,2023-03,4,3,2,"), "")
        .statusCode(200);
    area.imported(area.rows("1,甲,2023-05,400000,3000,2000,新一轮认缴"), "").statusCode(200);
    // A month of the same file is the one before: 500 times, then 2 times.
    area.imported(
            area.rows("1,甲,2023-07,400000,3000,2000,", "1,甲,2023-06,200000000,3000,2000,"), "")
        .statusCode(422)
        .body("errors.row", contains(2, 3));
    area.adopted(rita()).statusCode(200).body("adopted", equalTo(3));
  }

  @Test
  void comparesAgainWhenItIsAdopted() {
    var area = new FundArea("590005").loaded();
    area.imported(area.rows("1,甲,2023-05,20,20,20,", "1,甲,2023-06,40,30,20,"), "").statusCode(200);
    area.imported(area.rows("1,甲,2023-05,300000,300000,200000,"), "?onExisting=update")
        .statusCode(200);
    var code = area.fund(1) + "-" + FundArea.hex("甲") + "-2023-06";
    area.adopted(rita())
        .statusCode(422)
        .body("errors.code", everyItem(equalTo("unit-slip")))
        .body("errors.pointer", contains("/committedYuan", "/raisedYuan", "/investedYuan"))
        .body("errors[0].detail", containsString(code));
    given().get("/v1/fund-positions?plan=590005-145").then().body("items", hasSize(0));
    area.imported(area.rows("1,甲,2023-05,20,20,20,"), "?onExisting=update").statusCode(200);
    area.adopted(rita()).statusCode(200).body("adopted", equalTo(2));
  }

  @Test
  void tellsWhatAnAdoptionNeeds() {
    for (var body : List.of("{\"plan\":\"Not A Code\"}", "{}")) {
      rita()
          .contentType("application/json")
          .body(body)
          .post("/v1/fund-positions/adoptions")
          .then()
          .statusCode(422)
          .body("errors.pointer", contains("/plan"));
    }
  }

  @Test
  void losesNoRowBetweenPagesAndTakesBackWhatItGave() {
    var area = new FundArea("590006").loaded();
    var file =
        area.rows(
            IntStream.rangeClosed(1, 14)
                .mapToObj(i -> "1,机构%d,2023-06,30.5,20,10,说明".formatted(i))
                .toArray(String[]::new));
    POSITIONS.takesInOnce(file);
    POSITIONS.walksAllPages("plan=590006-145", file);
    POSITIONS.refusesAForeignCursor("plan=590006-145", "plan=590006-145&fund=590006-f1");
    POSITIONS.roundTrips("plan=590006-145", file);
    POSITIONS.refusesUnknownAndRepeatedParameters();
    POSITIONS.neverAnswers304AfterAWrite(
        area.fund(1) + "-" + FundArea.hex("机构3") + "-2023-06",
        "plan=590006-145",
        file.replace("机构3,2023-06,30.5", "机构3,2023-06,31"));
    area.adopted(rita()).statusCode(200);
    POSITIONS.roundTrips("plan=590006-145", file);
  }

  @Test
  void refusesToWriteAChangeOfAnAdoptedPosition() {
    var area = new FundArea("590007").loaded();
    area.entered(area.rows("1,甲,2023-06,3,2,1,"));
    var code = area.fund(1) + "-" + FundArea.hex("甲") + "-2023-06";
    var more =
        new NewFundPosition(
            code,
            "590007-145",
            "590007-f1",
            "甲",
            "2023-06",
            new FundAmounts(BigDecimal.TEN, BigDecimal.TWO, BigDecimal.ONE),
            null,
            null,
            null);
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(() -> positions.findById(code).describe(more)))
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("adopted");
  }
}
