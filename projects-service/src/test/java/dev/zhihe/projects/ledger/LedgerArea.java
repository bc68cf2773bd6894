package dev.zhihe.projects.ledger;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;

import dev.zhihe.test.Family;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;

/**
 * A made-up district with two programmes and three projects, each with an adopted investment plan.
 * Each test has its own.
 *
 * @param area its area code
 */
public record LedgerArea(String area) {
  /** The header of a file of entries. */
  public static final String HEADER =
      "code,plan,project,kind,month,amountYuan,source,reference,comment\n";

  public static final Family ENTRIES =
      new Family("ledger-entries").approvedAt("/v1/ledger-submissions/approvals");

  /** Imports the programmes, projects and investment plans, and adopts the latter. */
  public LedgerArea loaded() {
    new Family("programmes")
        .imported(
            "code,plan,nameZh\n%1$s-c1,%1$s-145,创新平台\n%1$s-c2,%1$s-145,产业园区\n".formatted(area))
        .statusCode(200);
    new Family("projects")
        .imported(
            """
            code,plan,area,programme,name,location,leadUnits,tags,stage
            %1$s-p1,%1$s-145,%1$s,%1$s-c1,实验室,大学城,区科技局;区教委,重点;续建,construction
            %1$s-p2,%1$s-145,%1$s,%1$s-c1,孵化器,大学城,区经信委,重点,construction
            %1$s-p3,%1$s-145,%1$s,%1$s-c2,产业园,,区科技局,,planning
            """
                .formatted(area))
        .statusCode(200);
    new Family("investment-plans")
        .imported(
            """
            code,plan,project,totalYuan,periodYuan,phases
            %1$s-i1,%1$s-145,%1$s-p1,120000000,100000000,2021-2022:40000000;2023-2025:60000000
            %1$s-i2,%1$s-145,%1$s-p2,60000000,60000000,2021-2022:20000000;2023-2025:40000000
            %1$s-i3,%1$s-145,%1$s-p3,50000000,40000000,2023-2025:40000000
            """
                .formatted(area))
        .statusCode(200);
    as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("plan", plan()))
        .post("/v1/investment-plans/adoptions")
        .then()
        .statusCode(200);
    return this;
  }

  /** Code of the plan. */
  public String plan() {
    return area + "-145";
  }

  /** Code of a project. */
  public String project(int number) {
    return area + "-p" + number;
  }

  /** Code of an entry. */
  public String entry(int number) {
    return area + "-e" + number;
  }

  /** A row of a file of entries. */
  public String row(
      int entry, int project, String kind, String month, String amount, String source) {
    return "%s,%s,%s,%s,%s,%s,%s,,集中支付\n"
        .formatted(entry(entry), plan(), project(project), kind, month, amount, source);
  }

  /** Hands in rows as erin. */
  public ValidatableResponse handedIn(String rows, String query) {
    return ENTRIES.handedIn(HEADER + rows, query);
  }

  /** Enters rows: erin hands them in, rita approves them. */
  public void entered(String rows) {
    ENTRIES.imported(HEADER + rows).statusCode(200);
  }

  /** Asks for a reversal as erin. */
  public Response reversalAsked(String code) {
    return asEditor()
        .header("If-Match", "\"v1\"")
        .contentType("application/json")
        .body(Map.of("reason", "金额误录"))
        .post("/v1/ledger-entries/" + code + "/reversals");
  }

  /** Reverses an entry: erin asks for it, rita approves it. */
  public void reversed(String code) {
    reversalAsked(code).then().statusCode(201);
    approved("rita", code + "-r", "*").statusCode(200);
  }

  /** Closes a month as rita. */
  public ValidatableResponse closed(String month) {
    return as("rita", "reviewer")
        .contentType("application/json")
        .body(Map.of("plan", plan(), "month", month))
        .post("/v1/ledger-closes")
        .then();
  }

  /** Approves an entry as a reviewer. */
  public ValidatableResponse approved(String reviewer, String code, String version) {
    return as(reviewer, "reviewer")
        .header("If-Match", version)
        .post("/v1/ledger-submissions/" + code + "/approval")
        .then();
  }
}
