package dev.zhihe.platforms;

import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What platforms owe that left the registry or came into it, now and as it was known. */
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

  private static Map<String, Object> withdrawal(RegistryActs acts, int platform, String day) {
    return acts.change(
        "withdrawal", List.of(acts.parks().platform(platform)), Map.of("effectiveOn", day));
  }
}
