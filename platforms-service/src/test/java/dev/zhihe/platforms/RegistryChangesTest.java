package dev.zhihe.platforms;

import static dev.zhihe.platforms.RegistryActs.act;
import static dev.zhihe.platforms.RegistryActs.changes;
import static dev.zhihe.platforms.RegistryActs.sent;
import static dev.zhihe.platforms.RegistryActs.tag;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** Changes of the registry that the bureau drafts, submits and approves. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RegistryChangesTest {
  @Inject SessionFactory sessions;

  private static final Family PLATFORMS = new Family("platforms");
  private static final Family CHANGES = new Family("registry-changes");

  @Test
  void changesAPlatformByItsApprovalAloneAndShowsBothValues() {
    var parks = new Parks("182101").loaded();
    var acts = new RegistryActs(parks);
    var code =
        acts.submitted(
            acts.change(
                "upgrade",
                1,
                Map.of("level", "市级", "certifications", "市级科技企业孵化器@市级@2026-10-01@2029-09-30")));
    var platform = "/v1/platforms/" + parks.platform(1);
    given().get(platform).then().body("level", nullValue()).body("certifications", empty());
    given().get(RegistryActs.PATH + "/" + code).then().statusCode(404);

    acts.approve(code).statusCode(200).body("status", equalTo("approved"));

    given()
        .get(platform)
        .then()
        .body("level", equalTo("municipal"))
        .body("certifications.name", contains("市级科技企业孵化器"))
        .body("certifications.validUntil", contains("2029-09-30"))
        .body("status", equalTo("active"))
        .body("statusSince", nullValue());
    given()
        .get(RegistryActs.PATH + "/" + code)
        .then()
        .statusCode(200)
        .body("changes.property", containsInAnyOrder("level", "certifications"))
        .body("changes.find { it.property == 'level' }.after", equalTo("municipal"))
        .body("changes.find { it.property == 'level' }.before", nullValue());
    given()
        .get("/v1/platforms?area=182101&level=municipal")
        .then()
        .body("items.code", contains(parks.platform(1)));
    var next = acts.approved(acts.change("upgrade", 1, Map.of("level", "national")));
    given()
        .get(RegistryActs.PATH + "/" + next)
        .then()
        .body("changes.before", contains("municipal"));
  }

  @Test
  void namesEveryBrokenRuleAtOnce() {
    var parks = new Parks("182102").loaded();
    var acts = new RegistryActs(parks);
    sent(
            asEditor(),
            acts.change(
                "correction",
                List.of(parks.platform(1)),
                Map.of(
                    "into",
                    parks.platform(2),
                    "effectiveOn",
                    "1066-10-14",
                    "changes",
                    changes(
                        Map.of(
                            "level", "市级", "floorAreaM2", "-5", "stage", "built", "name", "甲园")))))
        .then()
        .statusCode(422)
        .body(
            "errors.code",
            containsInAnyOrder(
                "not-a-merger", "effective-day", "unknown-word", "square-metres", "unknown-word"))
        .body("errors.find { it.code == 'square-metres' }.value", equalTo("-5"))
        .body("errors.find { it.code == 'square-metres' }.detail", containsString("floorAreaM2"));
    sent(asEditor(), acts.change("correction", 1, Map.of("name", "甲园", "stage", "建成")))
        .then()
        .statusCode(422)
        .body("errors.code", contains("no-change", "no-change"));
    sent(asEditor(), acts.change("withdrawal", 1, Map.of("name", "乙")))
        .then()
        .statusCode(422)
        .body("errors.code", contains("not-of-kind"));
    sent(asEditor(), acts.change("suspension", List.of("182102-pf-9", "182102-pf-9"), Map.of()))
        .then()
        .statusCode(422)
        .body("errors.code", contains("unknown-reference", "duplicate"));
    sent(asEditor(), acts.change("resumption", List.of(parks.platform(1)), Map.of()))
        .then()
        .statusCode(422)
        .body("errors.code", contains("status"));
    sent(asEditor(), acts.change("merger", List.of(parks.platform(1)), Map.of()))
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/into"));
    sent(asEditor(), acts.change("addition", 1, Map.of("type", "park")))
        .then()
        .statusCode(422)
        .body("errors.code", containsInAnyOrder("in-registry", "required", "required"));
    sent(asEditor(), acts.change("correction", 1, Map.of("note", "一;二")))
        .then()
        .statusCode(422)
        .body("errors.code", contains("shape"));
  }

  @Test
  void refusesADiffThatNoLongerFits() {
    var parks = new Parks("182103").loaded();
    var acts = new RegistryActs(parks);
    var change = acts.change("correction", 1, Map.of("floorAreaM2", "15600", "note", "实测"));
    var code = acts.submitted(change);
    PLATFORMS
        .imported(
            "code,area,name,type,stage,floorAreaM2\n182103-pf-1,182103,甲园,park,completed,15000\n",
            "?onExisting=update")
        .statusCode(200);

    acts.approve(code)
        .statusCode(422)
        .body("errors.code", contains("outdated"))
        .body("errors[0].pointer", containsString("/before"))
        .body("errors[0].detail", containsString("15000"));

    as("rita", "reviewer")
        .header("If-Match", tag(code))
        .contentType("application/json")
        .body(Map.of("reason", "面积已改"))
        .post(RegistryActs.PATH + "/" + code + "/return")
        .then()
        .statusCode(200);
    act(asEditor(), code, "submission").then().statusCode(422);
    asEditor()
        .header("If-Match", tag(code))
        .contentType("application/json")
        .body(change)
        .put(RegistryActs.PATH + "/" + code)
        .then()
        .statusCode(200)
        .body("status", equalTo("draft"))
        .body("changes.find { it.property == 'floorAreaM2' }.before", equalTo("15000"));
    act(asEditor(), code, "submission").then().statusCode(200);
    acts.approve(code).statusCode(200);
    given().get("/v1/platforms/182103-pf-1").then().body("floorAreaM2", equalTo(15600));
  }

  @Test
  void addsAPlatformWithItsWholeContentFromItsDayOn() {
    var parks = new Parks("182104").loaded();
    var acts = new RegistryActs(parks);
    var content =
        Map.of(
            "name", "新园",
            "type", "park",
            "stage", "建成",
            "aliases", "新园区；新科园",
            "operator", "182104-op-1",
            "floorAreaM2", "8000.50");
    var addition = acts.change("addition", 7, content);
    var first = acts.submitted(addition);
    var second = acts.submitted(addition);
    given().get("/v1/platforms/182104-pf-7").then().statusCode(404);
    acts.approve(first).statusCode(200);
    acts.approve(second).statusCode(422).body("errors.code", contains("in-registry"));
    given()
        .get("/v1/platforms/182104-pf-7")
        .then()
        .statusCode(200)
        .body("aliases", contains("新园区", "新科园"))
        .body("status", equalTo("active"))
        .body("addedBy", equalTo(first))
        .body("addedOn", equalTo("2026-11-01"));
    given()
        .get("/v1/platforms?area=182104&on=2026-11-01")
        .then()
        .body("items.code.findAll { it == '182104-pf-7' }", hasSize(1));
    given()
        .get("/v1/platforms?area=182104&on=2026-10-31")
        .then()
        .body("items", hasSize(4))
        .body("items.code.findAll { it == '182104-pf-7' }", empty());
  }

  @Test
  void suspendsResumesAndWithdrawsInThatOrderAlone() {
    var parks = new Parks("182105").loaded();
    var acts = new RegistryActs(parks);
    var one = List.of(parks.platform(1));
    var platform = "/v1/platforms/" + parks.platform(1);
    acts.approved(acts.change("suspension", one, Map.of("effectiveOn", "2026-10-10")));
    given().get(platform).then().body("status", equalTo("suspended"));
    sent(asEditor(), acts.change("resumption", one, Map.of("effectiveOn", "2026-10-09")))
        .then()
        .statusCode(422)
        .body("errors.code", contains("effective-day"));
    acts.approved(acts.change("resumption", one, Map.of("effectiveOn", "2026-10-20")));
    var last = acts.approved(acts.change("withdrawal", one, Map.of("effectiveOn", "2026-11-01")));
    given()
        .get(platform)
        .then()
        .body("status", equalTo("withdrawn"))
        .body("statusSince", equalTo("2026-11-01"))
        .body("statusBy", equalTo(last));
    given()
        .get("/v1/platforms?area=182105&status=withdrawn")
        .then()
        .body("items.code", contains(parks.platform(1)));
    for (var kind : List.of("withdrawal", "suspension", "resumption")) {
      sent(asEditor(), acts.change(kind, one, Map.of()))
          .then()
          .statusCode(422)
          .body("errors.code", contains("withdrawn"));
    }
  }

  @Test
  void isApprovedOnItsDayOrLaterByAnotherPerson() {
    var parks = new Parks("182106").loaded();
    var acts = new RegistryActs(parks);
    var code =
        acts.submitted(
            acts.change(
                "withdrawal", List.of(parks.platform(1)), Map.of("effectiveOn", "2026-11-16")));
    acts.approve(code).statusCode(409).body("detail", containsString("2026-11-16"));
    act(as("erin", "editor", "reviewer"), code, "approval")
        .then()
        .statusCode(403)
        .body("detail", containsString("不同的人"));
    TestTime.at("2026-11-15T16:00:00Z", () -> acts.approve(code).statusCode(200));
    act(as("rita", "reviewer"), code, "approval")
        .then()
        .statusCode(409)
        .body("detail", containsString("定稿"));
  }

  @Test
  void importsChangeNothingThatNeedsASecondPersonOrThatAnActSet() {
    var parks = new Parks("182107").loaded();
    var acts = new RegistryActs(parks);
    var header = "code,area,name,type,stage,operator,level,certifications,status,floorAreaM2\n";
    PLATFORMS
        .imported(
            header
                + "182107-pf-1,182107,甲园,rd_platform,completed,182107-op-2,市级,孵化器@@2026-01-01,撤销,\n",
            "?onExisting=update")
        .statusCode(422)
        .body(
            "errors.column",
            containsInAnyOrder("type", "operator", "level", "certifications", "status"))
        .body("errors.code.unique()", contains("by-registry-change"))
        .body("errors[0].detail", containsString("/v1/registry-changes"));
    PLATFORMS
        .imported(header + "182107-pf-8,182107,甲园,park,completed,,,,暂停,\n")
        .statusCode(422)
        .body("errors.column", contains("status"));
    var row = header + "182107-pf-1,182107,甲园,park,completed,182107-op-1,,,,%s\n";
    PLATFORMS.imported(row.formatted("100"), "?onExisting=update").statusCode(200);
    acts.approved(acts.change("correction", 1, Map.of("floorAreaM2", "120")));
    PLATFORMS
        .imported(row.formatted("100"), "?onExisting=update")
        .statusCode(422)
        .body("errors.column", contains("floorAreaM2"))
        .body("errors.code", contains("by-registry-change"));
    PLATFORMS.imported(row.formatted("120")).statusCode(200).body("unchanged", equalTo(1));
  }

  @Test
  void registersLevelsAndCertificationsAndTakesThemBack() {
    var file =
        """
        code,area,name,type,stage,level,certifications
        182108-pf-1,182108,甲园,park,completed,national,国家级科技企业孵化器@national@2020-01-01@2022-12-31@关于公布的通知@国科火字〔2020〕1号;卓越级@@2023-02-01
        182108-pf-2,182108,乙园,park,completed,,
        """;
    PLATFORMS.takesInOnce(file);
    PLATFORMS.roundTrips("area=182108", file);
    given()
        .get("/v1/platforms/182108-pf-1")
        .then()
        .body("certifications.documentNumber", contains("国科火字〔2020〕1号", null))
        .body("certifications[1].level", nullValue());
    PLATFORMS
        .imported(
            "code,area,name,type,stage,certifications\n182108-pf-3,182108,丙,park,completed,%s\n"
                .formatted("甲@national@2020-01-01@2019-01-01"))
        .statusCode(422)
        .body("errors.code", contains("shape"));
    asEditor()
        .contentType("application/x-ndjson")
        .body(
            """
            {"code":"182108-pf-4","area":"182108","name":"丁","type":"park","stage":"completed","certifications":[{"name":"甲@乙","certifiedOn":"2020-01-01"}]}
            """
                .getBytes(StandardCharsets.UTF_8))
        .post("/v1/platforms/imports")
        .then()
        .statusCode(422)
        .body("errors.column", contains("certifications"));
  }

  @Test
  void importsDraftsAndTakesBackWhatItGaveAlsoOnceItIsApproved() {
    var parks = new Parks("182109").loaded();
    var acts = new RegistryActs(parks);
    var file =
        """
        code,area,kind,platforms,into,changes,reason,documentTitle,documentNumber,effectiveOn
        182109-rc-1,182109,更正,182109-pf-1,,name:甲新园;aliases:甲园;甲一园;directions:人工智能,改名,关于改名的通知,试〔2026〕2号,2026-11-01
        182109-rc-2,182109,撤销,182109-pf-2;182109-pf-3,,,考核不合格,,,2026-11-02
        182109-rc-3,182109,新增,182109-pf-7,,name:新园；type:园区；stage:建成,新建,,,2026-11-03
        """;
    CHANGES.takesInOnce(file);
    CHANGES.roundTrips("area=182109", file);
    act(asEditor(), "182109-rc-1", "submission").then().statusCode(200);
    acts.approve("182109-rc-1")
        .statusCode(200)
        .body("changes.find { it.property == 'aliases' }.after", equalTo("甲园;甲一园"));
    CHANGES.imported(file).statusCode(200).body("unchanged", equalTo(3));
    CHANGES.roundTrips("area=182109", file);
    CHANGES
        .imported(file.replace("改名,", "改个名,"), "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("not-open"));
    CHANGES
        .imported(file.replace("考核不合格", "考核"), "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    act(asEditor(), "182109-rc-2", "submission")
        .then()
        .statusCode(422)
        .body("errors.pointer", contains("/documentTitle", "/documentNumber"));
    CHANGES
        .imported(
            """
            code,area,kind,platforms,changes,reason,effectiveOn
            182109-rc-9,182109,addition,182109-pf-9,level:无;commissionYear:去年,新建,2026-11-01
            182109-rc-8,182109,correction,182109-pf-1,改名,更正,2026-11-01
            """)
        .statusCode(422)
        .body(
            "errors.findAll { it.row == 2 }.code",
            containsInAnyOrder("required", "unknown-word", "whole-number"))
        .body(
            "errors.find { it.row == 2 && it.code == 'required' }.detail",
            allOf(containsString("name"), containsString("type"), containsString("stage")))
        .body("errors.findAll { it.row == 3 }.code", contains("shape"));
  }

  @Test
  void importsManyWithoutAQueryForEachRow() {
    var parks = new Parks("182131").loaded();
    var operators = new StringBuilder("code,area,name,creditCode\n");
    var platforms = new StringBuilder("code,area,name,type,stage\n");
    var changes = new StringBuilder("code,area,kind,platforms,changes,reason,effectiveOn\n");
    for (int i = 100; i < 140; i++) {
      operators.append(
          "182131-op-%1$d,182131,%1$d公司,%2$s\n".formatted(i, Parks.creditCode(parks.area(), i)));
      platforms.append("182131-pf-%1$d,182131,%1$d园,park,completed\n".formatted(i));
      changes.append(
          "182131-rc-%1$d,182131,新增,182131-pf-2%1$d,name:新%1$d园；type:园区；stage:建成；operator:182131-op-%1$d；partOf:182131-pf-%1$d；locatedIn:182131-pf-%1$d,新建,2026-11-01\n"
              .formatted(i));
    }
    new Family("operators").imported(operators.toString()).statusCode(200);
    PLATFORMS.imported(platforms.toString()).statusCode(200);
    var statistics = sessions.getStatistics();
    statistics.setStatisticsEnabled(true);
    try {
      statistics.clear();
      CHANGES.imported(changes.toString()).statusCode(200).body("created", equalTo(40));
      assertThat(statistics.getPrepareStatementCount()).isLessThan(40);
    } finally {
      statistics.setStatisticsEnabled(false);
    }
    CHANGES
        .imported(
            """
            code,area,kind,platforms,changes,reason,effectiveOn
            182131-rc-1,182131,更正,182131-pf-1,partOf:182131-pf-1,更正,2026-11-01
            182131-rc-2,182131,更正,182131-pf-2,partOf:182131-pf-9；locatedIn:182131-pf-3,更正,2026-11-01
            182131-rc-3,182131,运营单位变更,182131-pf-3,operator:182131-op-9,更换,2026-11-01
            """)
        .statusCode(422)
        .body(
            "errors.collect { it.row + ' ' + it.code }",
            contains("2 circle", "3 unknown-reference", "4 unknown-reference"));
  }

  /** No sequence of steps reaches an unlisted state, or changes a platform without an approval. */
  @Test
  void allowsTheListedStepsAloneInWhateverOrderTheyCome() {
    var parks = new Parks("182110").loaded();
    var acts = new RegistryActs(parks);
    var allowed =
        Map.of(
            "draft", Map.of("PUT", "draft", "DELETE", "gone", "submission", "submitted"),
            "submitted", Map.of("approval", "approved", "return", "returned"),
            "returned", Map.of("PUT", "draft", "DELETE", "gone", "submission", "submitted"),
            "approved", Map.<String, String>of());
    var steps = List.of("PUT", "DELETE", "submission", "approval", "return");
    var random = new Random(182);
    for (int walk = 0; walk < 12; walk++) {
      var note = "第%d次".formatted(walk);
      var code = acts.drafted(acts.change("correction", 1, Map.of("note", note)));
      var state = "draft";
      for (int i = 0; i < 12 && !state.equals("gone"); i++) {
        var step = steps.get(random.nextInt(steps.size()));
        var body = acts.change("correction", 1, Map.of("note", note + i));
        var answer = take(code, step, body);
        var next = allowed.get(state).get(step);
        if (next == null) {
          answer.then().statusCode(409);
        } else {
          assertThat(answer.statusCode())
              .as("%s of %s: %s", step, state, answer.asString())
              .isBetween(200, 204);
          state = next;
        }
        var expected = state;
        if (state.equals("gone")) {
          asEditor().get(RegistryActs.PATH + "/" + code).then().statusCode(404);
        } else {
          asEditor().get(RegistryActs.PATH + "/" + code).then().body("status", equalTo(expected));
        }
        if (!state.equals("approved")) {
          String stands = given().get("/v1/platforms/" + parks.platform(1)).path("note");
          assertThat(stands == null || !stands.startsWith(note)).isTrue();
          given().get(RegistryActs.PATH + "/" + code).then().statusCode(404);
        }
      }
    }
  }

  private static Response take(String code, String step, Map<String, Object> body) {
    var person =
        step.equals("approval") || step.equals("return") ? as("rita", "reviewer") : asEditor();
    var request = person.header("If-Match", tag(code));
    var item = RegistryActs.PATH + "/" + code;
    return switch (step) {
      case "PUT" -> request.contentType("application/json").body(body).put(item);
      case "DELETE" -> request.delete(item);
      case "return" ->
          request
              .contentType("application/json")
              .body(Map.of("reason", "核对"))
              .post(item + "/return");
      default -> request.post(item + "/" + step);
    };
  }
}
