package dev.zhihe.platforms;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import dev.zhihe.test.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many reports are accepted at once, each by somebody else than whoever submitted it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class BulkAcceptanceTest {
  @Test
  void acceptsWhatWaitsAndSaysWhyTheRestDoesNot() {
    var parks = new Parks("183040").loaded();
    parks.submitted(1, "m09");
    parks.submitted(1, "m10");
    submitted(parks, pat(parks), 2, "m10");
    accepted(rita(), Map.of("codes", List.of(parks.report(1, "m09"))))
        .statusCode(200)
        .body("accepted", equalTo(1));
    accepted(
            pat(parks),
            Map.of(
                "codes",
                List.of(
                    parks.report(1, "m09"),
                    parks.report(1, "m10"),
                    parks.report(2, "m10"),
                    parks.report(3, "m10"))))
        .statusCode(200)
        .body("accepted", equalTo(1))
        .body("refused", equalTo(3))
        .body("more", equalTo(false))
        .body(not(containsString("null")))
        .body(
            "items.collect { it.code + ' ' + (it.reason ?: 'accepted') }",
            contains(
                parks.report(1, "m09") + " state",
                parks.report(1, "m10") + " accepted",
                parks.report(2, "m10") + " own",
                parks.report(3, "m10") + " not_found"));
    given().get("/v1/occupancy-reports/" + parks.report(1, "m10")).then().statusCode(200);
    given().get("/v1/occupancy-reports/" + parks.report(2, "m10")).then().statusCode(404);
    accepted(pat(parks), Map.of("period", parks.period("m10")))
        .statusCode(403)
        .body("detail", containsString("不同的人"));
    accepted(rita(), Map.of("period", parks.period("m10"), "operator", "183040-op-1"))
        .statusCode(200)
        .body("items.code", contains(parks.report(2, "m10")))
        .body("accepted", equalTo(1));
    accepted(rita(), Map.of("period", parks.period("m10")))
        .statusCode(200)
        .body("items", empty())
        .body("accepted", equalTo(0));
  }

  @Test
  void ownSubmissionsKeepNoOtherFromItsTurn() {
    var parks = new Parks("183044").loaded();
    var numbers = IntStream.range(1000, 2002).boxed().toList();
    new Family("platforms")
        .imported(
            numbers.stream()
                .map("183044-pf-0%1$d,183044,园%1$d,park,completed,183044-op-1"::formatted)
                .collect(Collectors.joining("\n", "code,area,name,type,stage,operator\n", "\n")))
        .statusCode(200);
    new Family("occupancy-reports", () -> pat(parks))
        .imported(
            numbers.stream()
                .map("183044-pf-0%d,183044-2026-m10,12000,7600.5,42,42,3,2,1"::formatted)
                .collect(
                    Collectors.joining(
                        "\n",
                        "platform,period,usableAreaM2,occupiedAreaM2,tenantsAtStart,tenants,newTenants,leftTenants,graduatedTenants\n",
                        "\n")))
        .statusCode(200);
    parks.submitted(1, "m10");
    accepted(pat(parks), Map.of("period", parks.period("m10")))
        .statusCode(200)
        .body("accepted", equalTo(1))
        .body("refused", equalTo(1000))
        .body("more", equalTo(false))
        .body("items.findAll { it.accepted }.code", contains(parks.report(1, "m10")));
  }

  @Test
  void acceptsAnAmendmentWithItsReport() {
    var parks = new Parks("183041").loaded();
    for (int platform = 1; platform <= 2; platform++) {
      parks
          .olga()
          .body(parks.figuresOfTenants(platform, "m10", platform))
          .post("/v1/occupancy-reports")
          .then()
          .statusCode(201);
    }
    accepted(rita(), Map.of("period", parks.period("m10"))).body("accepted", equalTo(2));
    for (int platform = 1; platform <= 2; platform++) {
      as("carl", "consumer")
          .get("/v1/occupancy-tenants/" + parks.report(platform, "m10"))
          .then()
          .body("tenantLines", hasSize(platform));
    }
    var figures = parks.figuresOfTenants(1, "m10", 4);
    figures.put("comment", "漏报两家");
    figures.put("amends", parks.report(1, "m10"));
    parks.olga().body(figures).post("/v1/occupancy-reports").then().statusCode(201);
    accepted(rita(), Map.of("operator", "183041-op-1"))
        .body("items.code", contains(parks.report(1, "m10") + "-a1"))
        .body("accepted", equalTo(1));
    given()
        .get("/v1/occupancy-reports/" + parks.report(1, "m10"))
        .then()
        .body("tenants", equalTo(4))
        .body("revision", equalTo(2));
    as("carl", "consumer")
        .get("/v1/occupancy-tenants/" + parks.report(1, "m10"))
        .then()
        .body("tenantLines", hasSize(4));
  }

  @Test
  void needsASelectionAndAReviewer() {
    accepted(rita(), Map.of()).statusCode(422).body("errors.code", contains("required"));
    accepted(as("erin", "editor"), Map.of("period", "183042-x")).statusCode(403);
  }

  @Test
  void holdsFourEyesUnderParallelAttempts() {
    var parks = new Parks("183043").loaded();
    submitted(parks, pat(parks), 1, "m10");
    submitted(parks, pat(parks), 2, "m10");
    try (var threads = Executors.newFixedThreadPool(10)) {
      var together =
          Stream.generate(
                  () ->
                      CompletableFuture.supplyAsync(
                          () ->
                              accepted(pat(parks), Map.of("period", parks.period("m10")))
                                  .extract()
                                  .statusCode(),
                          threads))
              .limit(30)
              .toList();
      assertThat(together).allSatisfy(one -> assertThat(one.join()).isIn(403, 503));
    }
    accepted(rita(), Map.of("period", parks.period("m10"))).body("accepted", equalTo(2));
  }

  private static void submitted(Parks parks, Request somebody, int platform, String month) {
    somebody
        .body(parks.figures(platform, month))
        .post("/v1/occupancy-reports")
        .then()
        .statusCode(201);
  }

  private static ValidatableResponse accepted(Request somebody, Map<String, ?> asked) {
    return somebody
        .contentType("application/json")
        .body(asked)
        .post("/v1/occupancy-reports/acceptances")
        .then();
  }

  private static Request rita() {
    return as("rita", "reviewer").contentType("application/json");
  }

  private static Request pat(Parks parks) {
    return given()
        .auth()
        .oauth2(Tokens.ofOrganisation(parks.ours(), "pat", "operator", "reviewer"))
        .contentType("application/json");
  }
}
