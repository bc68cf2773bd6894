package dev.zhihe.platforms;

import static dev.zhihe.platforms.RegistryActs.act;
import static dev.zhihe.platforms.RegistryActs.code;
import static dev.zhihe.platforms.RegistryActs.sent;
import static dev.zhihe.platforms.RegistryActs.tag;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What operators propose for platforms of their own, and what the bureau makes of it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RegistryProposalsTest {
  private static final String PATH = RegistryActs.PATH;

  @Test
  void isSubmittedAtOnceWithoutADocumentAndPublicOnceApproved() {
    var parks = new Parks("182201").loaded();
    var acts = new RegistryActs(parks);
    var answer = sent(parks.olga(), proposal(acts, 1, "甲园二期"));
    answer
        .then()
        .statusCode(201)
        .body("status", equalTo("submitted"))
        .body("proposedBy", equalTo("182201-op-1"))
        .body("changes.before", contains("甲园"));
    var code = code(answer);
    parks.olga().get(PATH + "?area=182201").then().body("items", hasSize(1));
    parks.oscar().get(PATH + "?area=182201").then().body("items", empty());
    given().get(PATH + "?area=182201").then().body("items", empty());
    as("rita", "reviewer")
        .get(PATH + "?area=182201&status=submitted&proposedBy=182201-op-1")
        .then()
        .body("items.code", contains(code));

    acts.approve(code).statusCode(200);

    given().get("/v1/platforms/182201-pf-1").then().body("name", equalTo("甲园二期"));
    given().get(PATH + "/" + code).then().statusCode(200);
    act(asEditor(), code, "submission").then().statusCode(409);
  }

  @Test
  void isReturnedWithAReasonAndChangedOrWithdrawnByItsOrganisationAlone() {
    var parks = new Parks("182202").loaded();
    var acts = new RegistryActs(parks);
    var code = code(sent(parks.olga(), proposal(acts, 1, "甲园二期")));
    put(parks.olga(), code, proposal(acts, 1, "甲园三期"))
        .then()
        .statusCode(409)
        .body("detail", containsString("DELETE"));
    put(asEditor(), code, proposal(acts, 1, "甲园三期")).then().statusCode(403);
    asEditor().header("If-Match", tag(code)).delete(PATH + "/" + code).then().statusCode(403);
    as("rita", "reviewer")
        .header("If-Match", tag(code))
        .contentType("application/json")
        .body(Map.of("reason", "名称与营业执照不符"))
        .post(PATH + "/" + code + "/return")
        .then()
        .statusCode(200);
    parks
        .olga()
        .get(PATH + "/" + code)
        .then()
        .body("status", equalTo("returned"))
        .body("returnReason", equalTo("名称与营业执照不符"));
    act(asEditor(), code, "submission")
        .then()
        .statusCode(409)
        .body("detail", containsString("PUT"));
    put(parks.olga(), code, proposal(acts, 1, "甲园三期"))
        .then()
        .statusCode(200)
        .body("status", equalTo("submitted"))
        .body("changes.after", contains("甲园三期"));
    parks.olga().header("If-Match", tag(code)).delete(PATH + "/" + code).then().statusCode(204);
    asEditor().get(PATH + "/" + code).then().statusCode(404);
    given().get("/v1/platforms/182202-pf-1").then().body("name", equalTo("甲园"));
  }

  /** The second answer names the first; nobody decides one thing twice. */
  @Test
  void isNotProposedTwice() {
    var parks = new Parks("182210").loaded();
    var acts = new RegistryActs(parks);
    var code = code(sent(parks.olga(), proposal(acts, 1, "甲园二期")));
    sent(parks.olga(), proposal(acts, 1, "甲园二期"))
        .then()
        .statusCode(409)
        .body("detail", containsString(code));
    code(sent(parks.olga(), proposal(acts, 2, "甲园二期")));
    as("rita", "reviewer")
        .header("If-Match", tag(code))
        .contentType("application/json")
        .body(Map.of("reason", "请核对"))
        .post(RegistryActs.PATH + "/" + code + "/return")
        .then()
        .statusCode(200);
    sent(parks.olga(), proposal(acts, 1, "甲园二期")).then().statusCode(409);
    parks
        .olga()
        .header("If-Match", tag(code))
        .delete(RegistryActs.PATH + "/" + code)
        .then()
        .statusCode(204);
    sent(parks.olga(), proposal(acts, 1, "甲园二期")).then().statusCode(201);
  }

  @Test
  void proposesCorrectionsAndWithdrawalsAlone() {
    var parks = new Parks("182203").loaded();
    var acts = new RegistryActs(parks);
    for (var kind : List.of("upgrade", "suspension", "operator", "merger")) {
      sent(
              parks.olga(),
              acts.change(kind, List.of(parks.platform(1)), Map.of("code", "182203-rc9")))
          .then()
          .statusCode(422)
          .body("errors.findAll { it.code == 'bureau-only' }", hasSize(1))
          .body("errors.findAll { it.pointer == '/code' }.code", contains("read-only"));
    }
    sent(parks.olga(), acts.change("correction", 1, Map.of("level", "national")))
        .then()
        .statusCode(422)
        .body("errors.code", contains("unknown-word"))
        .body("errors[0].detail", containsString("floorAreaM2 空间面积、"));
    sent(
            parks.olga(),
            acts.change("withdrawal", List.of(parks.platform(1), parks.platform(2)), Map.of()))
        .then()
        .statusCode(201);
    sent(
            parks.olga(),
            acts.change("withdrawal", List.of(parks.platform(1), parks.platform(3)), Map.of()))
        .then()
        .statusCode(404);
  }

  @Test
  void isNotApprovedOnceAnotherOrganisationRunsThePlatform() {
    var parks = new Parks("182204").loaded();
    var acts = new RegistryActs(parks);
    var code = code(sent(parks.olga(), proposal(acts, 1, "甲园二期")));
    acts.approved(acts.change("operator", 1, Map.of("operator", "182204-op-2")));
    acts.approve(code).statusCode(422).body("errors.code", contains("other-operator"));
    sent(parks.olga(), proposal(acts, 1, "甲园二期")).then().statusCode(404);
    sent(parks.oscar(), proposal(acts, 1, "乙园二期")).then().statusCode(201);
    parks.olga().header("If-Match", tag(code)).delete(PATH + "/" + code).then().statusCode(204);
  }

  /** Byte for byte, on every operation. */
  @Test
  void answersAnothersAsOneThatIsNotThere() {
    var parks = new Parks("182205").loaded();
    var acts = new RegistryActs(parks);
    var own = code(sent(parks.olga(), proposal(acts, 1, "甲园二期")));
    var bureaus = acts.drafted(acts.change("correction", 1, Map.of("name", "甲园四期")));
    var absent = "182205-rc99";
    var change = proposal(acts, 3, "乙园二期");
    Map<String, Function<String, Response>> operations = new HashMap<>();
    operations.put("get", code -> parks.oscar().get(PATH + "/" + code));
    operations.put("put", code -> parks.oscar().body(change).put(PATH + "/" + code));
    operations.put(
        "put seen",
        code -> parks.oscar().header("If-Match", "\"v1\"").body(change).put(PATH + "/" + code));
    operations.put("delete", code -> parks.oscar().delete(PATH + "/" + code));
    operations.put(
        "delete seen",
        code -> parks.oscar().header("If-Match", "\"v1\"").delete(PATH + "/" + code));
    operations.forEach(
        (name, operation) -> {
          var expected = told(operation.apply(absent), absent);
          assertThat(expected).as(name).contains("404");
          for (var code : List.of(own, bureaus)) {
            assertThat(told(operation.apply(code), code)).as(name).isEqualTo(expected);
          }
        });
    for (var step : List.of("submission", "approval", "return")) {
      for (var code : List.of(own, bureaus, absent)) {
        parks
            .oscar()
            .body(Map.of("reason", "试"))
            .post(PATH + "/" + code + "/" + step)
            .then()
            .statusCode(403);
      }
    }
    var others = sent(parks.oscar(), proposal(acts, 1, "我的园"));
    var none = sent(parks.oscar(), proposal(acts, 9, "我的园"));
    assertThat(told(others, parks.platform(1))).isEqualTo(told(none, parks.platform(9)));
    assertThat(told(sent(orgless(), proposal(acts, 1, "我的园")), parks.platform(1)))
        .isEqualTo(told(none, parks.platform(9)));
    assertThat(tag(own)).isEqualTo("\"v1\"");
    assertThat(tag(bureaus)).isEqualTo("\"v1\"");
    parks.oscar().get(PATH + "?area=182205&on=2199-12-31").then().body("items", empty());
    parks
        .olga()
        .get(PATH + "?area=182205&on=2199-12-31")
        .then()
        .body("items.code", containsInAnyOrder(own));
  }

  private static Request orgless() {
    return as("otto", "operator").contentType("application/json");
  }

  private static Map<String, Object> proposal(RegistryActs acts, int platform, String name) {
    var proposal = new HashMap<>(acts.change("correction", platform, Map.of("name", name)));
    proposal.remove("documentTitle");
    proposal.remove("documentNumber");
    return proposal;
  }

  private static Response put(Request somebody, String code, Map<String, Object> change) {
    return somebody
        .header("If-Match", tag(code))
        .contentType("application/json")
        .body(change)
        .put(PATH + "/" + code);
  }

  /** All that an answer tells, with another word for the code that was asked for. */
  private static String told(Response answer, String code) {
    return answer.statusCode()
        + " "
        + answer
            .asString()
            .replace(code, "CODE")
            .replaceAll("\"(traceId|clientRequestId)\":\"[^\"]*\"", "");
  }

  @Test
  void takesBackWhatItGave() {
    var parks = new Parks("182207").loaded();
    var acts = new RegistryActs(parks);
    var code = code(sent(parks.olga(), proposal(acts, 1, "甲园二期")));
    as("rita", "reviewer")
        .header("If-Match", tag(code))
        .contentType("application/json")
        .body(Map.of("reason", "核对"))
        .post(PATH + "/" + code + "/return")
        .then()
        .statusCode(200);
    Map<String, Object> given = parks.olga().get(PATH + "/" + code).jsonPath().getMap("");
    var other = new HashMap<>(given);
    other.put("status", "approved");
    other.put("proposedBy", "182207-op-2");
    put(parks.olga(), code, other)
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/status", "/proposedBy"))
        .body("errors.code.unique()", contains("read-only"));
    put(parks.olga(), code, given).then().statusCode(200).body("status", equalTo("submitted"));
    sent(asEditor(), other).then().statusCode(422);
  }

  @Test
  void anOperatorThatAlsoWorksForTheBureauDraftsAsTheBureau() {
    var parks = new Parks("182206").loaded();
    var acts = new RegistryActs(parks);
    sent(
            as("pia", "operator", "editor"),
            acts.change("suspension", List.of(parks.platform(3)), Map.of()))
        .then()
        .statusCode(201)
        .body("status", equalTo("draft"));
    // A reviewer drafts nothing for the bureau.
    sent(
            as("pia", "operator", "reviewer"),
            acts.change("suspension", List.of(parks.platform(3)), Map.of()))
        .then()
        .statusCode(404);
  }
}
