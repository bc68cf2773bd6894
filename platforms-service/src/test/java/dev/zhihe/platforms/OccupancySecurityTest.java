package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.writes.IdempotencyKeys;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * Every operation on occupancy reports by every role, on its own object, another's and one that is
 * not there, against a written table. What is refused changes nothing.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OccupancySecurityTest {
  private static final String REPORTS = "/v1/occupancy-reports";

  /** Operations as the contract names them, and what they answer: own, other's, absent. */
  private static final String POLICY =
      """
      listOccupancyReports    anonymous 200 200 200
      listOccupancyReports    consumer  200 200 200
      listOccupancyReports    operator  200 200 200
      listOccupancyReports    orgless   200 200 200
      listOccupancyReports    editor    200 200 200
      listOccupancyReports    reviewer  200 200 200
      listOccupancyReports    admin     200 200 200
      getOccupancyReport      anonymous 404 404 404
      getOccupancyReport      consumer  404 404 404
      getOccupancyReport      operator  200 404 404
      getOccupancyReport      orgless   404 404 404
      getOccupancyReport      editor    200 200 404
      getOccupancyReport      reviewer  200 200 404
      getOccupancyReport      admin     200 200 404
      getOccupancyTemplate    anonymous 401 401 401
      getOccupancyTemplate    consumer  403 403 403
      getOccupancyTemplate    operator  200 400 400
      getOccupancyTemplate    orgless   400 400 400
      getOccupancyTemplate    editor    200 200 400
      getOccupancyTemplate    reviewer  200 200 400
      getOccupancyTemplate    admin     200 200 400
      submitOccupancyReport   anonymous 401 401 401
      submitOccupancyReport   consumer  403 403 403
      submitOccupancyReport   operator  409 404 404
      submitOccupancyReport   orgless   404 404 404
      submitOccupancyReport   editor    403 403 403
      submitOccupancyReport   reviewer  403 403 403
      submitOccupancyReport   admin     403 403 403
      correctOccupancyReport  anonymous 401 401 401
      correctOccupancyReport  consumer  403 403 403
      correctOccupancyReport  operator  412 404 404
      correctOccupancyReport  orgless   404 404 404
      correctOccupancyReport  editor    403 403 403
      correctOccupancyReport  reviewer  403 403 403
      correctOccupancyReport  admin     403 403 403
      withdrawOccupancyReport anonymous 401 401 401
      withdrawOccupancyReport consumer  403 403 403
      withdrawOccupancyReport operator  412 404 404
      withdrawOccupancyReport orgless   404 404 404
      withdrawOccupancyReport editor    403 403 403
      withdrawOccupancyReport reviewer  403 403 403
      withdrawOccupancyReport admin     403 403 403
      acceptOccupancyReport   anonymous 401 401 401
      acceptOccupancyReport   consumer  403 403 403
      acceptOccupancyReport   operator  403 403 403
      acceptOccupancyReport   orgless   403 403 403
      acceptOccupancyReport   editor    403 403 403
      acceptOccupancyReport   reviewer  412 412 404
      acceptOccupancyReport   admin     403 403 403
      acceptOccupancyReports  anonymous 401 401 401
      acceptOccupancyReports  consumer  403 403 403
      acceptOccupancyReports  operator  403 403 403
      acceptOccupancyReports  orgless   403 403 403
      acceptOccupancyReports  editor    403 403 403
      acceptOccupancyReports  reviewer  422 422 422
      acceptOccupancyReports  admin     403 403 403
      returnOccupancyReport   anonymous 401 401 401
      returnOccupancyReport   consumer  403 403 403
      returnOccupancyReport   operator  403 403 403
      returnOccupancyReport   orgless   403 403 403
      returnOccupancyReport   editor    403 403 403
      returnOccupancyReport   reviewer  412 412 404
      returnOccupancyReport   admin     403 403 403
      importOccupancyReports  anonymous 401 401 401
      importOccupancyReports  consumer  403 403 403
      importOccupancyReports  operator  200 422 422
      importOccupancyReports  orgless   422 422 422
      importOccupancyReports  editor    403 403 403
      importOccupancyReports  reviewer  403 403 403
      importOccupancyReports  admin     403 403 403
      getOccupancyDraft            anonymous 401 401 401
      getOccupancyDraft            consumer  403 403 403
      getOccupancyDraft            operator  200 404 404
      getOccupancyDraft            orgless   404 404 404
      getOccupancyDraft            editor    403 403 403
      getOccupancyDraft            reviewer  403 403 403
      getOccupancyDraft            admin     403 403 403
      saveOccupancyDraft           anonymous 401 401 401
      saveOccupancyDraft           consumer  403 403 403
      saveOccupancyDraft           operator  412 404 404
      saveOccupancyDraft           orgless   404 404 404
      saveOccupancyDraft           editor    403 403 403
      saveOccupancyDraft           reviewer  403 403 403
      saveOccupancyDraft           admin     403 403 403
      saveOccupancyDraftTenants    anonymous 401 401 401
      saveOccupancyDraftTenants    consumer  403 403 403
      saveOccupancyDraftTenants    operator  412 404 404
      saveOccupancyDraftTenants    orgless   404 404 404
      saveOccupancyDraftTenants    editor    403 403 403
      saveOccupancyDraftTenants    reviewer  403 403 403
      saveOccupancyDraftTenants    admin     403 403 403
      deleteOccupancyDraft         anonymous 401 401 401
      deleteOccupancyDraft         consumer  403 403 403
      deleteOccupancyDraft         operator  412 404 404
      deleteOccupancyDraft         orgless   404 404 404
      deleteOccupancyDraft         editor    403 403 403
      deleteOccupancyDraft         reviewer  403 403 403
      deleteOccupancyDraft         admin     403 403 403
      submitOccupancyDraft         anonymous 401 401 401
      submitOccupancyDraft         consumer  403 403 403
      submitOccupancyDraft         operator  412 404 404
      submitOccupancyDraft         orgless   404 404 404
      submitOccupancyDraft         editor    403 403 403
      submitOccupancyDraft         reviewer  403 403 403
      submitOccupancyDraft         admin     403 403 403
      getOccupancyReportHistory    anonymous 404 404 404
      getOccupancyReportHistory    consumer  404 404 404
      getOccupancyReportHistory    operator  200 404 404
      getOccupancyReportHistory    orgless   404 404 404
      getOccupancyReportHistory    editor    200 200 404
      getOccupancyReportHistory    reviewer  200 200 404
      getOccupancyReportHistory    admin     200 200 404
      getOccupancyReportAttachment anonymous 401 401 401
      getOccupancyReportAttachment consumer  403 403 403
      getOccupancyReportAttachment operator  200 404 404
      getOccupancyReportAttachment orgless   404 404 404
      getOccupancyReportAttachment editor    200 200 404
      getOccupancyReportAttachment reviewer  200 200 404
      getOccupancyReportAttachment admin     200 200 404
      """;

  private static final Set<String> ROLES =
      Set.of("anonymous", "consumer", "operator", "orgless", "editor", "reviewer", "admin");

  private static final Set<String> BUREAU = Set.of("editor", "reviewer", "admin");

  @Test
  void answersEveryRoleOnEveryObjectAsWritten() {
    var parks = new Parks("560001").loaded();
    submittedWithScan(parks, parks::olga, 1);
    submittedWithScan(parks, parks::oscar, 3);
    parks.saved(1, "m10", Map.of());
    var wrong = new ArrayList<String>();
    POLICY
        .lines()
        .forEach(
            line -> {
              var word = line.split(" +", -1);
              var answers = new ArrayList<Response>();
              for (int object = 0; object < 3; object++) {
                var platform = List.of(1, 3, 9).get(object);
                var answer = ask(parks, word[0], word[1], platform);
                answers.add(answer);
                if (answer.statusCode() != Integer.parseInt(word[2 + object])) {
                  wrong.add(
                      line
                          + " but "
                          + platform
                          + " was "
                          + answer.statusCode()
                          + answer.asString());
                }
              }
              if (!BUREAU.contains(word[1])) {
                assertThat(told(answers.get(1), parks.platform(3)))
                    .as(line)
                    .isEqualTo(told(answers.get(2), parks.platform(9)));
              }
            });
    assertThat(wrong).isEmpty();
    for (var platform : List.of(1, 3)) {
      assertThat(asEditor().get(REPORTS + "/" + parks.report(platform, "m10")).header("ETag"))
          .as("nothing was changed")
          .isEqualTo("\"v1\"");
    }
  }

  @Test
  void theTableHasEveryOperationAndRole() {
    Map<String, Object> contract =
        new Yaml().load(given().get("/q/openapi").then().extract().asString());
    var operations = new TreeSet<String>();
    @SuppressWarnings("unchecked")
    var paths = (Map<String, Map<String, Object>>) contract.get("paths");
    paths.forEach(
        (path, methods) -> {
          if (path.startsWith(REPORTS)) {
            methods
                .values()
                .forEach(
                    method -> {
                      if (method instanceof Map<?, ?> operation) {
                        operations.add((String) operation.get("operationId"));
                      }
                    });
          }
        });
    var rows = new LinkedHashMap<String, Set<String>>();
    POLICY
        .lines()
        .map(line -> line.split(" +", -1))
        .forEach(word -> rows.computeIfAbsent(word[0], operation -> new TreeSet<>()).add(word[1]));
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(operations);
    assertThat(rows.values()).allMatch(roles -> roles.equals(ROLES));
  }

  private static Response ask(Parks parks, String operation, String role, int platform) {
    var code = parks.report(platform, "m10");
    var caller = caller(parks, role).get().header("If-Match", "\"v7\"");
    var json = given().spec(caller).contentType(ContentType.JSON);
    return switch (operation) {
      case "listOccupancyReports" ->
          caller(parks, role).get().get(REPORTS + "?platform=" + parks.platform(platform));
      case "getOccupancyReport" -> caller(parks, role).get().get(REPORTS + "/" + code);
      case "getOccupancyTemplate" ->
          caller(parks, role)
              .get()
              .queryParam("period", parks.period("m10"))
              .queryParam("platform", parks.platform(platform))
              .get(REPORTS + "/template");
      case "submitOccupancyReport" -> json.body(parks.figures(platform, "m10")).post(REPORTS);
      case "correctOccupancyReport" ->
          json.body(parks.figures(platform, "m10")).put(REPORTS + "/" + code);
      case "withdrawOccupancyReport" -> caller.delete(REPORTS + "/" + code);
      case "acceptOccupancyReport" -> caller.post(REPORTS + "/" + code + "/acceptance");
      // A reviewer who selects nothing, so that nothing is accepted.
      case "acceptOccupancyReports" ->
          json.body(role.equals("reviewer") ? Map.of() : Map.of("codes", List.of(code)))
              .post(REPORTS + "/acceptances");
      case "returnOccupancyReport" ->
          json.body(Map.of("reason", "x")).post(REPORTS + "/" + code + "/return");
      case "getOccupancyDraft" -> caller(parks, role).get().get(REPORTS + "/" + code + "/draft");
      case "saveOccupancyDraft" ->
          json.body(Map.of("report", Map.of())).put(REPORTS + "/" + code + "/draft");
      case "saveOccupancyDraftTenants" ->
          caller
              .contentType("text/csv; charset=utf-8")
              .body("name,enteredOn\n甲,2026-10-05\n")
              .put(REPORTS + "/" + code + "/draft/tenants");
      case "deleteOccupancyDraft" -> caller.delete(REPORTS + "/" + code + "/draft");
      case "submitOccupancyDraft" -> caller.post(REPORTS + "/" + code + "/submission");
      case "getOccupancyReportHistory" ->
          caller(parks, role).get().get(REPORTS + "/" + code + "/history");
      case "getOccupancyReportAttachment" ->
          caller(parks, role).get().get(REPORTS + "/" + code + "/attachment");
      case "importOccupancyReports" ->
          caller
              .contentType("text/csv; charset=utf-8")
              .body(
                  "code,platform,period,usableAreaM2,incubationAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,graduatedTenants,leftTenants,outputYuan,comment\n"
                      + "%s,%s,%s,12000,9000,7600.5,42,42,3,1,2,12500000,二号楼交付\n"
                          .formatted(code, parks.platform(platform), parks.period("m10")))
              .post(REPORTS + "/imports");
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private static void submittedWithScan(Parks parks, Supplier<Request> operator, int platform) {
    var sha256 =
        operator
            .get()
            .contentType("application/pdf")
            .body("%PDF-1.7 scan".getBytes(StandardCharsets.UTF_8))
            .post("/v1/occupancy-attachments")
            .then()
            .statusCode(201)
            .extract()
            .path("sha256");
    operator
        .get()
        .body(parks.figures(platform, "m10", Map.of("attachment", sha256)))
        .post(REPORTS)
        .then()
        .statusCode(201);
  }

  static Supplier<Request> caller(Parks parks, String role) {
    return switch (role) {
      case "anonymous" -> () -> given();
      case "operator" -> () -> asOperator("olga", parks.ours());
      case "orgless" -> () -> as("otto", "operator");
      // Whoever is no operator acts for no organisation, whatever the token says.
      default -> () -> given().auth().oauth2(Tokens.ofOrganisation(parks.ours(), "carl", role));
    };
  }

  /** Status and body, apart from the code asked for and the request's own id. */
  private static String told(Response answer, String platform) {
    return answer.statusCode()
        + answer.asString().replace(platform, "PLATFORM").replaceAll("\"traceId\":\"[^\"]*\"", "");
  }

  /** A name alone is not a caller: another organisation may have somebody of that name. */
  @Test
  void keepsIdempotencyKeysOfOrganisationsApart() {
    var parks = new Parks("570003").loaded();
    parks
        .olga()
        .header(IdempotencyKeys.KEY, "k-1")
        .body(parks.figures(1, "m10"))
        .post(REPORTS)
        .then()
        .statusCode(201);
    parks
        .oscar()
        .header(IdempotencyKeys.KEY, "k-1")
        .body(parks.figures(3, "m10"))
        .post(REPORTS)
        .then()
        .statusCode(201);
    asOperator("olga", parks.others())
        .contentType(ContentType.JSON)
        .header(IdempotencyKeys.KEY, "k-1")
        .body(parks.figures(1, "m10"))
        .post(REPORTS)
        .then()
        .statusCode(404);
  }
}
