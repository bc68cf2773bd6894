package dev.zhihe.platforms.period.extension;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.platforms.Parks;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** Extensions; it is 15 November 2026. October is due on the 10th. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PeriodExtensionTest {
  private static final String EXTENSIONS = "/v1/period-extensions";

  @Inject SessionFactory sessions;

  @Test
  void makesAReportTimelyUpToItsDay() {
    var parks = new Parks("183010").loaded();
    parks.submitted(2, "m10").body("late", equalTo(true)).body("dueOn", equalTo("2026-11-10"));
    grant(asEditor(), parks, "2026-11-15")
        .statusCode(201)
        .header("Location", equalTo(EXTENSIONS + "/" + code(parks, "20261115")))
        .body("grantedOn", equalTo("2026-11-15"))
        .body("status", equalTo("granted"));
    parks.submitted(1, "m10").body("late", equalTo(false)).body("dueOn", equalTo("2026-11-15"));
  }

  @Test
  void isReadByItsOperatorAndTheBureauAlone() {
    var parks = new Parks("183011").loaded();
    grant(as("rita", "reviewer"), parks, "2026-11-20").statusCode(201);
    var item = EXTENSIONS + "/" + code(parks, "20261120");
    parks.olga().get(item).then().statusCode(200).body("grantor", equalTo("区科技局"));
    given().get(item).then().statusCode(401);
    as("carl", "consumer").get(item).then().statusCode(403);
    assertThat(told(parks, code(parks, "20261120")))
        .startsWith("404")
        .isEqualTo(told(parks, "183011-pf-9-x-2026-m10-20261120"));
    var list = EXTENSIONS + "?platform=" + parks.platform(1);
    parks.oscar().get(list).then().statusCode(200).body("items", empty());
    parks.olga().get(list).then().body("items.dueDate", contains("2026-11-20"));
    grant(parks.olga(), parks, "2026-11-25").statusCode(403);
  }

  @Test
  void isRevokedOnceAndThenTheDueDayIsTheOneOfBefore() {
    var parks = new Parks("183012").loaded();
    grant(asEditor(), parks, "2026-11-20").statusCode(201);
    grant(asEditor(), parks, "2026-11-20").statusCode(409);
    revoke(parks, "v1").statusCode(200).body("status", equalTo("revoked"));
    revoke(parks, "v2").statusCode(409).body("detail", containsString("重新准予"));
    parks.submitted(1, "m10").body("late", equalTo(true)).body("dueOn", equalTo("2026-11-10"));
    new Family("period-extensions")
        .imported(
            """
            platform,period,dueDate,grantor,reason
            183012-pf-1,183012-2026-m10,2026-11-20,区科技局,另一理由
            """,
            "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("revoked"));
  }

  @Test
  void refusesWhatExtendsNothing() {
    var parks = new Parks("183013").loaded();
    var elsewhere = new Parks("183014").loaded();
    grant(asEditor(), parks, "2026-11-10")
        .statusCode(422)
        .body("errors.pointer", contains("/dueDate"))
        .body("errors.code", contains("order"));
    grant(asEditor(), parks, Map.of("platform", "183013-pf-9", "period", "183013-2026-m99"))
        .statusCode(422)
        .body("errors.code", contains("unknown-reference", "unknown-reference"));
    grant(asEditor(), parks, Map.of("platform", elsewhere.platform(1)))
        .statusCode(422)
        .body("errors.code", contains("elsewhere"));
    grant(asEditor(), parks, Map.of("reason", "=1+1", "grantor", " "))
        .statusCode(422)
        .body("errors.pointer", containsInAnyOrder("/reason", "/grantor"));
  }

  @Test
  void comesInAFileForMany() {
    var parks = new Parks("183015").loaded();
    var family = new Family("period-extensions");
    var file =
        """
        platform,period,dueDate,grantor,reason
        183015-pf-1,183015-2026-m10,2026-11-20,区科技局,暴雨
        183015-pf-3,183015-2026-m10,2026-11-20,区科技局,暴雨
        """;
    family.imported(file).statusCode(200).body("created", equalTo(2));
    family.imported(file).statusCode(200).body("unchanged", equalTo(2));
    parks.oscar().get(EXTENSIONS).then().body("items.platform", contains(parks.platform(3)));
    family
        .imported(
            """
            code,platform,period,dueDate,grantor,reason
            183015-x,183015-pf-1,183015-2026-m09,2026-10-20,区科技局,暴雨
            """)
        .statusCode(422)
        .body("errors.code", contains("code"));
    family.roundTrips("period=183015-2026-m10", "platform\na,\na,\n");
  }

  @Test
  void isImportedWithoutAQueryForEachRow() {
    new Parks("183017").loaded();
    var platforms = new StringBuilder("code,area,name,type,stage,operator\n");
    var extensions = new StringBuilder("platform,period,dueDate,grantor,reason\n");
    for (int i = 100; i < 160; i++) {
      platforms.append("183017-pf-%1$d,183017,%1$d园,park,completed,183017-op-1\n".formatted(i));
      extensions.append("183017-pf-%d,183017-2026-m10,2026-11-20,区科技局,暴雨\n".formatted(i));
    }
    new Family("platforms").imported(platforms.toString()).statusCode(200);
    var statistics = sessions.getStatistics();
    statistics.setStatisticsEnabled(true);
    try {
      statistics.clear();
      new Family("period-extensions")
          .imported(extensions.toString())
          .statusCode(200)
          .body("created", equalTo(60));
      assertThat(statistics.getPrepareStatementCount()).isLessThan(30);
    } finally {
      statistics.setStatisticsEnabled(false);
    }
  }

  /** Status and body for another operator, apart from the code and the request's own id. */
  private static String told(Parks parks, String code) {
    var answer = parks.oscar().get(EXTENSIONS + "/" + code);
    return answer.statusCode()
        + answer.asString().replace(code, "CODE").replaceAll("\"traceId\":\"[^\"]*\"", "");
  }

  private static String code(Parks parks, String day) {
    return parks.platform(1) + "-x-2026-m10-" + day;
  }

  private static ValidatableResponse grant(Request somebody, Parks parks, String dueDate) {
    return grant(somebody, parks, Map.of("dueDate", dueDate));
  }

  private static ValidatableResponse grant(
      Request somebody, Parks parks, Map<String, String> others) {
    var body =
        new HashMap<>(
            Map.of(
                "platform",
                parks.platform(1),
                "period",
                parks.period("m10"),
                "dueDate",
                "2026-11-20",
                "grantor",
                "区科技局",
                "reason",
                "园区搬迁"));
    body.putAll(others);
    return somebody.contentType("application/json").body(body).post(EXTENSIONS).then();
  }

  private static ValidatableResponse revoke(Parks parks, String seen) {
    return asEditor()
        .header("If-Match", "\"" + seen + "\"")
        .contentType("application/json")
        .body(Map.of("reason", "事由消除"))
        .post(EXTENSIONS + "/" + code(parks, "20261120") + "/revocation")
        .then();
  }
}
