package dev.zhihe.platforms;

import static dev.zhihe.platforms.RegistryActs.act;
import static dev.zhihe.platforms.RegistryActs.sent;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What platforms are part of, and on whose premises they are. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlatformLinksTest {
  private static final Family PLATFORMS = new Family("platforms");
  private static final String HEADER = "code,area,name,type,stage,partOf,locatedIn\n";

  @Test
  void aFileMayNameTheWholeBeforeOrAfterItsParts() {
    PLATFORMS.takesInOnce(
        HEADER
            + """
            181001-a,181001,甲孵化器,incubator,completed,181001-e;181001-c,181001-p
            181001-p,181001,乙产业园,industrial_park,completed,,
            181001-c,181001,丙集群,incubator_cluster,completed,,
            181001-e,181001,丁生态圈,ecosystem,completed,181001-c,
            """);
    given()
        .get("/v1/platforms/181001-a")
        .then()
        .body("partOf", contains("181001-e", "181001-c"))
        .body("locatedIn", equalTo("181001-p"));
    given()
        .get("/v1/platforms/181001-c")
        .then()
        .body("partOf", nullValue())
        .body("locatedIn", nullValue());
    var path = "/v1/platforms?area=181001";
    given()
        .get(path + "&partOf=181001-c")
        .then()
        .body("items.code", contains("181001-a", "181001-e"));
    given().get(path + "&locatedIn=181001-p").then().body("items.code", contains("181001-a"));
    given()
        .get(path + "&asOf=now&partOf=181001-e&locatedIn=181001-p")
        .then()
        .body("items.code", contains("181001-a"));
    given()
        .get(path + "&format=csv")
        .then()
        .body(containsString("keyItems,partOf,locatedIn,"))
        .body(containsString(",181001-e;181001-c,181001-p,"));
  }

  /** A change is checked as an import is, and again when it is approved. */
  @Test
  void aChangeOfTheRegistryKeepsTheSameRules() {
    var parks = new Parks("181020").loaded();
    var acts = new RegistryActs(parks);
    sent(
            asEditor(),
            acts.change(
                "correction", 1, Map.of("partOf", "181020-none", "locatedIn", parks.platform(1))))
        .then()
        .statusCode(422)
        .body("errors.code", containsInAnyOrder("unknown-reference", "circle"))
        .body("errors.detail", hasItem(containsString("partOf")))
        .body("errors.detail", hasItem(containsString("locatedIn")));
    acts.approved(acts.change("correction", 2, Map.of("partOf", parks.platform(3))));
    var one = acts.submitted(acts.change("correction", 3, Map.of("locatedIn", parks.platform(1))));
    var other = acts.submitted(acts.change("correction", 1, Map.of("partOf", parks.platform(2))));
    acts.approve(one).statusCode(200);
    acts.approve(other)
        .statusCode(422)
        .body("errors.code", contains("circle"))
        .body("errors.detail", contains(containsString("partOf")));
    given().get("/v1/platforms/" + parks.platform(1)).then().body("partOf", nullValue());
  }

  /** Each change alone is sound; together they would close a circle. */
  @Test
  void changesThatAreApprovedAtOnceCloseNoCircle() {
    var parks = new Parks("181021").loaded();
    var acts = new RegistryActs(parks);
    acts.approved(acts.change("correction", 2, Map.of("partOf", parks.platform(3))));
    acts.approved(acts.change("correction", 4, Map.of("partOf", parks.platform(1))));
    var codes =
        List.of(
            acts.submitted(acts.change("correction", 1, Map.of("partOf", parks.platform(2)))),
            acts.submitted(acts.change("correction", 3, Map.of("partOf", parks.platform(4)))));
    var answers =
        codes.parallelStream()
            .map(code -> act(as("rita", "reviewer"), code, "approval").statusCode())
            .toList();
    assertThat(answers).containsExactlyInAnyOrder(200, 422);
  }

  @Test
  void refusesUnknownWholesAndEveryRowOfACircle() {
    PLATFORMS
        .imported(
            HEADER
                + """
                181002-a,181002,甲,park,completed,181002-none,
                181002-b,181002,乙,park,completed,,181002-b
                181002-c,181002,丙,park,completed,181002-d,
                181002-d,181002,丁,park,completed,,181002-c
                181002-e,181002,戊,park,completed,181002-f,
                181002-f,181002,己,park,completed,,
                181002-g,181002,庚,park,completed,乙园,181002-none
                """)
        .statusCode(422)
        .body("errors.findAll { it.row == 2 }.code", contains("unknown-reference"))
        .body("errors.findAll { it.row == 3 }.code", contains("circle"))
        .body("errors.findAll { it.row == 3 }.column", contains("locatedIn"))
        .body("errors.findAll { it.row == 4 }.column", contains("partOf"))
        .body("errors.findAll { it.row == 5 }.column", contains("locatedIn"))
        .body("errors.row", not(hasItem(6)))
        .body("errors.row", not(hasItem(7)))
        .body("errors.findAll { it.row == 8 }.code", contains("shape"));
    given().get("/v1/platforms?area=181002").then().body("items", hasSize(0));
  }

  @Test
  void refusesACircleThroughWhatIsStored() {
    PLATFORMS
        .imported(
            HEADER
                + """
                181003-a,181003,甲,park,completed,181003-b,
                181003-b,181003,乙,park,completed,,181003-c
                181003-c,181003,丙,park,completed,,
                """)
        .statusCode(200);
    PLATFORMS
        .imported(HEADER + "181003-c,181003,丙,park,completed,181003-a,\n", "?onExisting=update")
        .statusCode(422)
        .body("errors.code", contains("circle"))
        .body("errors.value", contains("181003-a"));
  }

  @Test
  void takesOfAFileNoRowWhoseWholeIsRefused() {
    PLATFORMS
        .imported(
            HEADER
                + """
                181004-a,181004,甲,park,completed,181004-b,
                181004-b,181004,乙,park,completed,,181004-none
                181004-c,181004,丙,park,completed,,181004-a
                181004-d,181004,丁,park,completed,,181004-e
                181004-e,181004,戊,park,completed,,
                """,
            "?mode=valid")
        .statusCode(200)
        .body("created", equalTo(2))
        .body("errors.row", containsInAnyOrder(2, 3, 4))
        .body("errors.code", everyItem(equalTo("unknown-reference")));
    given()
        .get("/v1/platforms?area=181004")
        .then()
        .body("items.code", contains("181004-d", "181004-e"));
  }

  @Test
  void aLongFileMayNameWhatStandsInEarlierRows() {
    var file =
        IntStream.range(0, 1_200)
            .mapToObj(
                i ->
                    "181005-%04d,181005,园%d,park,completed,,%s"
                        .formatted(i, i, i == 0 ? "" : "181005-%04d".formatted((i - 1) / 2)))
            .collect(Collectors.joining("\n", HEADER, "\n"));
    PLATFORMS.imported(file, "?dryRun=true").statusCode(200).body("created", equalTo(1_200));
    PLATFORMS.imported(file).statusCode(200).body("created", equalTo(1_200));
    given()
        .get("/v1/platforms?locatedIn=181005-0510")
        .then()
        .body("items.code", contains("181005-1021", "181005-1022"));
  }
}
