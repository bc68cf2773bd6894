package dev.zhihe.indicators;

import static dev.zhihe.indicators.PlanFiles.OBSERVATIONS;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plan of the demo area: its files and acts are taken in, and there is something to see. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DemoPlanTest {
  private static final Path DEMO = Path.of("..", "demo");

  @Test
  void isTakenInWithItsActsAndShowsEachKindOfVerdict() throws IOException {
    new Family("codelists").takesInOnce(file("00-codelists.csv"));
    new Family("plans").takesInOnce(file("05-plans.csv"));
    new Family("indicators").takesInOnce(file("06-indicators.csv"));
    new Family("targets").takesInOnce(file("07-targets.csv"));
    PlanFiles.adopt("000000-145");
    OBSERVATIONS.takesInOnce(file("08-observations.csv"));
    new Family("policies").takesInOnce(file("09-policies.csv"));
    new Family("validation-rules").takesInOnce(file("10-validation-rules.csv"));
    new Family("collection-periods").takesInOnce(file("11-collection-periods.csv"));
    var own = Files.readString(Path.of("openapi.yaml"));
    for (var act : new ObjectMapper().readTree(file("acts.json"))) {
      // The other acts are of another service.
      if (own.contains("  /v1/%s:".formatted(act.get("post").asText().split("/", 4)[2]))) {
        carryOut(act);
      }
    }

    assertThat(verdicts("2023-06-30"))
        .contains("ahead", "on_track", "behind", "moving_away", "no_data", "not_quantified");
    assertThat(verdicts("2026-06-30")).contains("met", "not_met", "no_data");
    given()
        .get("/v1/target-adjustments?plan=000000-145")
        .then()
        .body("items.status", contains("approved"));
    given().get("/v1/reports?plan=000000-145").then().body("items.status", contains("published"));
    given()
        .get("/v1/observations/000000-o-rd-intensity-2022/versions")
        .then()
        .body("items.value", contains(2.75f, 2.65f));
    given()
        .get("/v1/rule-violations?area=000000&period=2025")
        .then()
        .body("items", hasSize(greaterThan(0)));
    given()
        .get("/v1/policy-progress?plan=000000-145")
        .then()
        .body("items", hasSize(greaterThan(1)));
    given()
        .get("/v1/completeness?plan=000000-145&period=2025")
        .then()
        .statusCode(200)
        .body("items", hasSize(greaterThan(1)));
    given().get("/v1/target-parts?plan=000000-145").then().body("items", hasSize(16));
  }

  /** Of the demo's indicators each unit has an English name, in its own list or in the plan's. */
  @Test
  void itsUnitsHaveEnglishNames() throws IOException {
    var lists = Family.planFile("14-codelists.csv") + file("00-codelists.csv");
    var rows = file("06-indicators.csv").lines().map(line -> line.split(",", -1)).toList();
    var place = List.of(rows.getFirst()).indexOf("unit");
    assertThat(rows.stream().skip(1).map(cells -> cells[place]).filter(unit -> !unit.isEmpty()))
        .isNotEmpty()
        .allSatisfy(unit -> assertThat(lists).contains(",units," + unit + "," + unit + ","));
  }

  private static void carryOut(JsonNode act) throws IOException {
    var reviewer = act.get("as").asText().startsWith("reviewer");
    var request = reviewer ? as("rita", "reviewer") : asEditor();
    if (act.has("file")) {
      request
          .contentType("text/csv; charset=utf-8")
          .body(file(act.get("file").asText()).getBytes(StandardCharsets.UTF_8));
    } else if (act.has("body")) {
      request.contentType("application/json").body(act.get("body").toString());
    }
    if (act.has("while")) {
      request.header("If-Match", "*");
    }
    var answer = request.post(act.get("post").asText());
    assertThat(answer.statusCode())
        .as("%s: %s", act.get("says").asText(), answer.asString())
        .isBetween(200, 202);
    if (answer.statusCode() == 202) {
      FrozenReports.ended(answer.header("Location"));
    }
  }

  private static List<String> verdicts(String day) {
    return given()
        .get("/v1/assessments?plan=000000-145&on=" + day)
        .then()
        .statusCode(200)
        .extract()
        .path("items.verdict");
  }

  private static String file(String name) throws IOException {
    return Files.readString(DEMO.resolve(name));
  }
}
