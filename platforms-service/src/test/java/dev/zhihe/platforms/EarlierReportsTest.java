package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Reports that an earlier release wrote: they have no kind, no days and fewer figures. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class EarlierReportsTest {
  private static final String REPORTS = "/v1/occupancy-reports";

  @Inject DataSource source;

  @Test
  void anAcceptedOneIsTakenBackUnchangedAndCanBeAmended() throws SQLException {
    var parks = new Parks("542001").loaded();
    var body = written(parks, "ACCEPTED", "PUBLIC");
    var item = REPORTS + "/" + parks.report(1, "m10");
    assertThat(given().get(item).then().statusCode(200).extract().asString()).isEqualTo(body);
    var family = new Family("occupancy-reports", () -> asOperator("olga", parks.ours()));
    var download =
        parks.olga().get(REPORTS + "?format=csv&platform=" + parks.platform(1)).asString();
    family.imported(download, "?onExisting=update").statusCode(200).body("unchanged", equalTo(1));
    family
        .imported(
            """
            platform,period,usableAreaM2,occupiedAreaM2,tenants,newTenants,graduatedTenants
            %s,%s,12000,7600,42,3,1
            """
                .formatted(parks.platform(1), parks.period("m10")))
        .statusCode(200)
        .body("unchanged", equalTo(1));
    parks
        .olga()
        .body(parks.figures(1, "m10", Map.of("amends", parks.report(1, "m10"))))
        .post(REPORTS)
        .then()
        .statusCode(201);
    as("rita", "reviewer")
        .header("If-Match", "\"v1\"")
        .post(item + "-a1/acceptance")
        .then()
        .statusCode(200);
    given().get(item).then().body("revision", equalTo(2)).body("kind", equalTo("regular"));
  }

  @Test
  void oneUnderReviewIsCorrectedWithAllThatIsAskedToday() throws SQLException {
    var parks = new Parks("542002").loaded();
    written(parks, "SUBMITTED", "ORG:" + parks.ours());
    var item = REPORTS + "/" + parks.report(1, "m10");
    parks
        .olga()
        .header("If-Match", "\"v1\"")
        .body(
            Map.of(
                "platform",
                parks.platform(1),
                "period",
                parks.period("m10"),
                "usableAreaM2",
                1,
                "occupiedAreaM2",
                1,
                "tenants",
                1,
                "newTenants",
                1,
                "graduatedTenants",
                0))
        .put(item)
        .then()
        .statusCode(422)
        .body("errors.pointer.sort()", contains("/leftTenants", "/tenantsAtStart"));
    parks
        .olga()
        .header("If-Match", "\"v1\"")
        .body(parks.figures(1, "m10"))
        .put(item)
        .then()
        .statusCode(200);
    as("rita", "reviewer")
        .header("If-Match", "\"v2\"")
        .post(item + "/acceptance")
        .then()
        .statusCode(200)
        .body("revision", equalTo(1));
  }

  /** The row, its version in the log, and the body, as the release before wrote them. */
  private String written(Parks parks, String status, String audience) throws SQLException {
    var body =
        """
        {"code":"%s","platform":"%s","period":"%s","usableAreaM2":12000,"occupiedAreaM2":7600,"tenants":42,"newTenants":3,"graduatedTenants":1,"status":"%s","fields":[]}"""
            .formatted(
                parks.report(1, "m10"),
                parks.platform(1),
                parks.period("m10"),
                status.toLowerCase(Locale.ROOT));
    try (var connection = source.getConnection();
        var row =
            connection.prepareStatement(
                """
                insert into occupancy_report (code, platform, period, period_end, organisation, usable_area_m2, occupied_area_m2,
                  tenants, new_tenants, graduated_tenants, status, return_fields, return_field_reasons, version, body, audience)
                values (?, ?, ?, date '2026-10-31', ?, 12000, 7600, 42, 3, 1, ?, '{}', '{}', 1, ?, ?)""");
        var log =
            connection.prepareStatement(
                """
                insert into change_log (entity_type, entity_id, version, action, area, valid_from, audience, body, actor, request_id)
                values ('occupancy-report', ?, 1, 'created', ?, date '2026-10-31', ?, ?, 'olga', 'r1')""")) {
      connection.setAutoCommit(false);
      row.setString(1, parks.report(1, "m10"));
      row.setString(2, parks.platform(1));
      row.setString(3, parks.period("m10"));
      row.setString(4, parks.ours());
      row.setString(5, status);
      row.setString(6, body);
      row.setString(7, audience);
      row.executeUpdate();
      log.setString(1, parks.report(1, "m10"));
      log.setString(2, parks.area());
      log.setString(3, audience);
      log.setString(4, body);
      log.executeUpdate();
      connection.commit();
    }
    return body;
  }
}
