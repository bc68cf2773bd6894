package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asOperator;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo area's files, taken in as {@code ./zhihe up} does. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DemoTest {
  /** The organisation of operator-demo. Source: deploy/keycloak/realm.json. */
  private static final String ORGANISATION = "91000000MA00000157";

  private static final Family REPORTS =
      new Family("occupancy-reports", () -> asOperator("operator-demo", ORGANISATION));

  @Test
  void isTakenInOnceByAnEditorAndItsOperatorAndShownWhenAccepted() throws IOException {
    new Family("operators").takesInOnce(file("01-operators.csv"));
    new Family("platforms").takesInOnce(file("02-platforms.csv"));
    new Family("platform-targets").takesInOnce(file("23-platform-targets.csv"));
    new Family("reporting-periods").takesInOnce(file("03-reporting-periods.csv"));
    new Family("forms").takesInOnce(file("24-forms.csv"));
    REPORTS.takesInOnce(file("04-occupancy-reports.csv"));

    given().get("/v1/platforms?area=000000").then().body("items", hasSize(8));
    given()
        .get("/v1/operators?area=000000")
        .then()
        .body("items", hasSize(2))
        .body("items.name", everyItem(startsWith("演示区")));
    var may = REPORTS.path() + "?limit=100&period=000000-2026-m05";
    given().get(may).then().body("items", empty());
    List<String> codes =
        as("rita", "reviewer")
            .get(may)
            .then()
            .body("items", hasSize(4))
            .extract()
            .path("items.code");
    for (var code : codes) {
      as("rita", "reviewer")
          .header("If-Match", "\"v1\"")
          .post(REPORTS.path() + "/" + code + "/acceptance")
          .then()
          .statusCode(200);
    }
    given().get(may).then().body("items", hasSize(4));
    var again = file("04-occupancy-reports.csv");
    REPORTS.imported(again).statusCode(200).body("unchanged", equalTo(Family.codes(again).size()));
    changesTheRegistryAsItsActsSay();
  }

  /** What acts changed, the files do not say; so loading them again changes nothing. */
  private static void changesTheRegistryAsItsActsSay() throws IOException {
    var acts = 0;
    for (var act : new ObjectMapper().readTree(file("acts.json"))) {
      var post = act.get("post").asText();
      if (post.startsWith("/v1/registry-changes")) {
        as(act.get("as").asText(), act.get("as").asText().replace("-demo", ""))
            .header("If-Match", "*")
            .contentType("application/json")
            .body(act.path("body").toString())
            .post(post)
            .then()
            .log()
            .ifValidationFails()
            .statusCode(act.has("creates") ? 201 : 200);
        acts++;
      }
    }
    assertThat(acts).isEqualTo(6);
    given()
        .get("/v1/platforms?area=000000&level=municipal")
        .then()
        .body("items.code", contains("000000-pf-001"));
    given()
        .get("/v1/platforms?area=000000&status=withdrawn")
        .then()
        .body("items.code", contains("000000-pf-008"));
    var platforms = file("02-platforms.csv");
    new Family("platforms")
        .imported(platforms, "?onExisting=update")
        .statusCode(200)
        .body("unchanged", equalTo(Family.codes(platforms).size()));
  }

  @Test
  void hasTenantsThatAddUpFromMonthToMonth() throws IOException {
    var last = new HashMap<String, Integer>();
    var rows = file("04-occupancy-reports.csv").lines().toList();
    var header = List.of(rows.getFirst().split(",", -1));
    for (var line : rows.subList(1, rows.size())) {
      var cells = line.split(",", -1);
      var row = new HashMap<String, String>();
      header.forEach(column -> row.put(column, cells[header.indexOf(column)]));
      var tenants = number(row, "tenants");
      var change =
          number(row, "newTenants") - number(row, "graduatedTenants") - number(row, "leftTenants");
      var before = last.put(row.get("platform"), tenants);
      if (before != null) {
        assertThat(tenants).as(line).isEqualTo(before + change);
      }
    }
    assertThat(last).hasSize(5);
  }

  private static int number(Map<String, String> row, String column) {
    return Integer.parseInt(row.get(column));
  }

  private static String file(String name) throws IOException {
    return Files.readString(Path.of("..", "demo", name));
  }
}
