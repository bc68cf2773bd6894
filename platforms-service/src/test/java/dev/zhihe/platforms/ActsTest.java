package dev.zhihe.platforms;

import static dev.zhihe.test.Acts.done;
import static dev.zhihe.test.Acts.imported;
import static dev.zhihe.test.Acts.seen;
import static io.restassured.RestAssured.given;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;

import dev.zhihe.kit.review.Act;
import dev.zhihe.test.Acts;
import dev.zhihe.test.Acts.Attempt;
import dev.zhihe.test.ActsPage;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which acts need a second person: each as the table of acts says. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ActsTest {
  private static final Parks IMPORTED = new Parks("571002");
  private static final Parks SUBMITTED = new Parks("571003");
  private static final Parks CORRECTED = new Parks("571004");
  private static final Parks WITHDRAWN = new Parks("571007");
  private static final Parks ACCEPTED = new Parks("571005");
  private static final Parks RETURNED = new Parks("571006");

  private final Acts acts =
      new Acts(
          Map.ofEntries(
              entry(
                  "importOperators",
                  imported(
                      Acts::pat,
                      "operators",
                      "code,area,name,creditCode\n571001-op-9,571001,丙公司,%s\n"
                          .formatted(Parks.creditCode("571001", 9)))),
              entry(
                  "importPlatforms",
                  imported(
                      Acts::pat,
                      "platforms",
                      "code,area,name,type,stage\n571001-pf-9,571001,丙园,park,planning\n")),
              entry("importAliases", imported(Acts::pat, "aliases", alias(1))),
              entry(
                  "deleteAlias",
                  new Attempt(
                      imported(Acts::pat, "aliases", alias(2)).prepare(),
                      somebody ->
                          seen(somebody, "/v1/aliases/571001-n2").delete("/v1/aliases/571001-n2"))),
              entry(
                  "importReportingPeriods",
                  imported(
                      Acts::pat,
                      "reporting-periods",
                      "code,area,startDate,endDate,dueDate,reviewDueDate\n571001-2020-m01,571001,2020-01-01,2020-01-31,2020-02-10,2020-02-20\n")),
              entry(
                  "importOccupancyReports",
                  new Attempt(
                      () -> IMPORTED.loaded(),
                      imported(
                              Acts::pat,
                              "occupancy-reports",
                              """
                          code,platform,period,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,graduatedTenants,leftTenants
                          %s,%s,%s,12000,7600,40,42,3,1,0
                          """
                                  .formatted(
                                      IMPORTED.report(1, "m10"),
                                      IMPORTED.platform(1),
                                      IMPORTED.period("m10")))
                          .take())),
              entry(
                  "importOccupancyRules", imported(Acts::pat, "occupancy-rules", limits("185901"))),
              entry(
                  "adoptOccupancyRules",
                  new Attempt(
                      () ->
                          imported(Acts::pat, "occupancy-rules", limits("185902")).prepare().run(),
                      somebody ->
                          somebody
                              .contentType("application/json")
                              .body(Map.of("area", "185902"))
                              .post("/v1/occupancy-rules/adoptions"))),
              entry(
                  "submitOccupancyReport",
                  new Attempt(() -> SUBMITTED.loaded(), somebody -> submit(SUBMITTED, somebody))),
              entry(
                  "correctOccupancyReport",
                  new Attempt(
                      () -> done(submit(CORRECTED.loaded(), pat(CORRECTED))),
                      somebody ->
                          seen(somebody, item(CORRECTED))
                              .contentType("application/json")
                              .body(CORRECTED.figures(1, "m10", Map.of("tenants", 43)))
                              .put(item(CORRECTED)))),
              entry(
                  "withdrawOccupancyReport",
                  new Attempt(
                      () -> done(submit(WITHDRAWN.loaded(), pat(WITHDRAWN))),
                      somebody -> seen(somebody, item(WITHDRAWN)).delete(item(WITHDRAWN)))),
              entry(
                  "acceptOccupancyReport",
                  new Attempt(
                      () -> done(submit(ACCEPTED.loaded(), pat(ACCEPTED))),
                      somebody ->
                          seen(somebody, item(ACCEPTED)).post(item(ACCEPTED) + "/acceptance"))),
              entry(
                  "returnOccupancyReport",
                  new Attempt(
                      () -> done(submit(RETURNED.loaded(), pat(RETURNED))),
                      somebody ->
                          seen(somebody, item(RETURNED))
                              .contentType("application/json")
                              .body(Map.of("reason", "核对"))
                              .post(item(RETURNED) + "/return")))));

  @Test
  void everyActOfTheContractIsInTheTable() {
    acts.standInTheContract(
        Stream.of(PlatformsAct.values()).map(Act::operationId).collect(toSet()));
  }

  @Test
  void theDocumentationHasTheTable() throws IOException {
    ActsPage.shows(Stream.of(PlatformsAct.values()).map(Act::row).toList());
  }

  @ParameterizedTest
  @EnumSource
  void anActIsRefusedToWhoeverPreparedItIfItNeedsASecondPerson(PlatformsAct act) {
    acts.hold(act.operationId(), act.needsSecondPerson(), () -> pat(act.operationId()));
  }

  /** pat acts for the organisation whose report the operation is about. */
  private static RequestSpecification pat(String operation) {
    return switch (operation) {
      case "importOccupancyReports" -> pat(IMPORTED);
      case "submitOccupancyReport" -> pat(SUBMITTED);
      case "correctOccupancyReport" -> pat(CORRECTED);
      case "withdrawOccupancyReport" -> pat(WITHDRAWN);
      case "acceptOccupancyReport" -> pat(ACCEPTED);
      case "returnOccupancyReport" -> pat(RETURNED);
      default -> Acts.pat();
    };
  }

  private static RequestSpecification pat(Parks parks) {
    return given()
        .auth()
        .oauth2(Tokens.ofOrganisation(parks.ours(), "pat", "operator", "editor", "reviewer"));
  }

  private static Response submit(Parks parks, RequestSpecification somebody) {
    return somebody
        .contentType("application/json")
        .body(parks.figures(1, "m10"))
        .post("/v1/occupancy-reports");
  }

  private static String item(Parks parks) {
    return "/v1/occupancy-reports/" + parks.report(1, "m10");
  }

  private static String limits(String area) {
    return "code,area,effectiveOn,reason\n%1$s-l1,%1$s,2026-01-01,首年\n".formatted(area);
  }

  private static String alias(int number) {
    return "code,area,name,canonicalName,entityType,relation\n571001-n%1$d,571001,甲%1$d,乙,园区,same\n"
        .formatted(number);
  }
}
