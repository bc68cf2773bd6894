package dev.zhihe.projects.fund;

import static dev.zhihe.test.Family.as;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A made-up district with four funds: two of a table, eq 100 and gt 50 yuan, and two of the prose,
 * one with approx 80 yuan and one without an amount. Each test has its own.
 *
 * @param area its area code
 */
record FundArea(String area) {
  static final Family POSITIONS = new Family("fund-positions");

  static final String HEADER =
      "code,plan,fund,body,month,committedYuan,raisedYuan,investedYuan,comment\n";

  /** Imports the funds. */
  FundArea loaded() {
    new Family("funds")
        .imported(
            """
            code,plan,name,source,countComparator,count,amountComparator,amountYuan
            %1$s-f1,%1$s-145,种子基金,table-13,eq,2,eq,100
            %1$s-f2,%1$s-145,产业基金,table-13,eq,3,gt,50
            %1$s-f3,%1$s-145,种子基金和产业基金,prose,,,approx,80
            %1$s-f4,%1$s-145,专项资金,prose,,,,
            """
                .formatted(area))
        .statusCode(200);
    return this;
  }

  String plan() {
    return area + "-145";
  }

  String fund(int number) {
    return area + "-f" + number;
  }

  /** Rows of fund, body, month, three amounts and comment, with a code made of the first three. */
  String rows(String... rows) {
    return Stream.of(rows)
        .map(
            row -> {
              var cells = row.split(",", -1);
              return "%1$s-f%2$s-%3$s-%4$s,%1$s-145,%1$s-f%5$s\n"
                  .formatted(area, cells[0], hex(cells[1]), cells[2], row);
            })
        .collect(Collectors.joining("", HEADER, ""));
  }

  /** A part of a code for a body. */
  static String hex(String body) {
    return Integer.toHexString(body.hashCode());
  }

  /** Imports a file as erin. */
  ValidatableResponse imported(String csv, String query) {
    return POSITIONS.imported(csv, query);
  }

  /** Adopts the drafts. */
  ValidatableResponse adopted(Request caller) {
    return caller
        .contentType("application/json")
        .body(Map.of("plan", plan()))
        .post("/v1/fund-positions/adoptions")
        .then();
  }

  /** Imports a file as erin, and adopts it as rita. */
  void entered(String csv) {
    imported(csv, "").statusCode(200);
    adopted(rita()).statusCode(200);
  }

  static Request rita() {
    return as("rita", "reviewer");
  }
}
