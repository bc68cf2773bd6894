package dev.zhihe.platforms;

import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;

import dev.zhihe.platforms.supervision.reminder.RemindedDay;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What platforms owe that left the registry, came into it, rested or were taken over, now and as it
 * was known.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DepartedPlatformsOweTest {
  @Test
  void nothingFromThePeriodOnInWhichTheyLeft() {
    var parks = new Parks("183050").loaded();
    var acts = new RegistryActs(parks);
    acts.approved(withdrawal(acts, 1, "2026-10-31"));
    acts.approved(withdrawal(acts, 2, "2026-11-01"));
    var address = "/v1/occupancy-obligations?operator=183050-op-1&on=2026-11-15";
    var now =
        asEditor()
            .get(address)
            .then()
            .statusCode(200)
            .body(
                "items.collect { it.platform + ' ' + it.period }",
                contains(
                    "183050-pf-1 183050-2026-m09",
                    "183050-pf-2 183050-2026-m09",
                    "183050-pf-2 183050-2026-m10"))
            .extract()
            .asByteArray();
    var position = Family.sealedPosition("platforms");
    assertThat(asEditor().get(address + "&asOf=" + position).asByteArray()).isEqualTo(now);
  }

  @Test
  void nothingOfPeriodsBeforeTheyCame() {
    var parks = new Parks("183051").loaded();
    var acts = new RegistryActs(parks);
    acts.approved(
        acts.change(
            "addition",
            List.of("183051-pf-9"),
            Map.of(
                "effectiveOn",
                "2026-10-31",
                "changes",
                RegistryActs.changes(
                    Map.of(
                        "name",
                        "新园",
                        "type",
                        "park",
                        "stage",
                        "completed",
                        "operator",
                        "183051-op-1")))));
    var address = "/v1/occupancy-obligations?platform=183051-pf-9&on=2026-11-15";
    for (var known : List.of("", "&asOf=" + Family.sealedPosition("platforms"))) {
      asEditor()
          .get(address + known)
          .then()
          .statusCode(200)
          .body("items.period", contains("183051-2026-m10", "183051-2026-m11"));
    }
  }

  @Test
  void nothingOfPeriodsAtWhoseEndTheyWereSuspended() {
    var parks = new Parks("183052").loaded();
    var acts = new RegistryActs(parks);
    var ours = List.of(parks.platform(1));
    acts.approved(acts.change("suspension", ours, Map.of("effectiveOn", "2026-09-30")));
    acts.approved(acts.change("resumption", ours, Map.of("effectiveOn", "2026-10-01")));
    acts.approved(
        acts.change("suspension", List.of(parks.platform(2)), Map.of("effectiveOn", "2026-11-01")));
    var address = "/v1/occupancy-obligations?operator=183052-op-1&on=2026-11-15";
    for (var known : List.of("", "&asOf=" + Family.sealedPosition("platforms"))) {
      asEditor()
          .get(address + known)
          .then()
          .statusCode(200)
          .body(
              "items.collect { it.platform + ' ' + it.period }",
              contains(
                  "183052-pf-1 183052-2026-m10",
                  "183052-pf-1 183052-2026-m11",
                  "183052-pf-2 183052-2026-m09",
                  "183052-pf-2 183052-2026-m10"));
    }
  }

  @Test
  void whatEndedBeforeTheyWereTakenOverToTheFormerOperatorAlone() {
    var parks = new Parks("183053").loaded();
    var acts = new RegistryActs(parks);
    parks.submitted(1, "m10");
    acts.approved(taken(acts, 1, "2026-11-01"));
    acts.approved(taken(acts, 2, "2026-10-31"));
    var list = "/v1/occupancy-obligations";
    var told =
        "items.collect { it.platform + ' ' + it.period + ' ' + it.operator + ' ' + it.state + ' ' + it.consecutiveMissed }";
    for (var known : List.of("", "&asOf=" + Family.sealedPosition("platforms"))) {
      asEditor()
          .get(list + "?area=183053&on=2026-11-15" + known)
          .then()
          .statusCode(200)
          .body(
              told,
              hasItems(
                  "183053-pf-1 183053-2026-m09 183053-op-1 overdue 1",
                  "183053-pf-1 183053-2026-m10 183053-op-1 submitted 0",
                  "183053-pf-1 183053-2026-m11 183053-op-2 not_due 0",
                  "183053-pf-2 183053-2026-m09 183053-op-1 overdue 1",
                  "183053-pf-2 183053-2026-m10 183053-op-2 overdue 1"));
      asEditor()
          .get(list + "?operator=183053-op-1&on=2026-11-15" + known)
          .then()
          .body(
              "items.collect { it.platform + ' ' + it.period }",
              contains(
                  "183053-pf-1 183053-2026-m09",
                  "183053-pf-1 183053-2026-m10",
                  "183053-pf-2 183053-2026-m09"));
      // The new operator learns nothing of what was before, the old one nothing of what follows.
      parks
          .oscar()
          .get(list + "?on=2026-11-15" + known)
          .then()
          .body(
              "items.findAll { !it.platform.endsWith('3') }.collect { it.platform + ' ' + it.period }",
              contains(
                  "183053-pf-1 183053-2026-m11",
                  "183053-pf-2 183053-2026-m10",
                  "183053-pf-2 183053-2026-m11"));
      // Of what it ran before, it has what is under review.
      parks
          .olga()
          .get(list + "?on=2026-11-15" + known)
          .then()
          .body("items.report", contains(parks.report(1, "m10")));
    }
    RemindedDay.of("183053", "2026-11-15");
    parks
        .oscar()
        .get("/v1/occupancy-reminders?platform=" + parks.platform(2))
        .then()
        .body("items.period", contains(parks.period("m10")));
    parks.olga().get("/v1/occupancy-reminders").then().body("items", empty());
  }

  private static Map<String, Object> taken(RegistryActs acts, int platform, String day) {
    return acts.change(
        "operator",
        List.of(acts.parks().platform(platform)),
        Map.of(
            "effectiveOn",
            day,
            "changes",
            RegistryActs.changes(Map.of("operator", acts.parks().area() + "-op-2"))));
  }

  private static Map<String, Object> withdrawal(RegistryActs acts, int platform, String day) {
    return acts.change(
        "withdrawal", List.of(acts.parks().platform(platform)), Map.of("effectiveOn", day));
  }
}
