package dev.zhihe.indicators.plan;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.zhihe.indicators.PlanFiles;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A plan that was adopted guards itself, whatever a caller forgot to ask. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InForceTest {
  @Inject Plans plans;

  @Test
  void refusesToWriteAChangeOfAnAdoptedPlan() {
    new Family("plans")
        .imported("code,area,nameZh,startYear,endYear\n231000-145,231000,某规划,2021,2025\n")
        .statusCode(200);
    as("rita", "reviewer")
        .header("If-Match", asEditor().get("/v1/plans/231000-145").header("ETag"))
        .post("/v1/plans/231000-145/adoption")
        .then()
        .statusCode(200);
    for (var other : List.of(plan("别的", null, 1), plan("某规划", "沙府发〔2022〕9号", 2))) {
      assertThatThrownBy(
              () ->
                  QuarkusTransaction.requiringNew()
                      .run(() -> plans.findById("231000-145").describe(other)))
          .rootCause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("it changes no more");
    }
  }

  @Test
  void takesInLaterWhatTheDocumentPrintsAboutItself() {
    var family = new Family("plans");
    var header = "code,area,nameZh,startYear,endYear,documentNumber,evaluatedBy,reportedTo\n";
    family
        .imported("code,area,nameZh,startYear,endYear\n231001-145,231001,某规划,2021,2025\n")
        .statusCode(200);
    PlanFiles.adopt("231001-145");

    family
        .imported(header + "231001-145,231001,某规划,2021,2025,,区科技局,区委;区人大\n", "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    asEditor()
        .get("/v1/plans/231001-145")
        .then()
        .header("ETag", "\"v3\"")
        .body("evaluatedBy", contains("区科技局"))
        .body("reportedTo", contains("区委", "区人大"))
        .body("$", not(hasKey("documentNumber")));
    family
        .imported(header + "231001-145,231001,某规划,2021,2025,一号,区科技局,\n", "?onExisting=update")
        .statusCode(200)
        .body("updated", equalTo(1));
    asEditor()
        .get("/v1/plans/231001-145")
        .then()
        .body("documentNumber", equalTo("一号"))
        .body("$", not(hasKey("reportedTo")));
    for (var row :
        List.of(
            "231001-145,231001,某规划,2021,2026,一号,区科技局,\n",
            "231001-145,231001,别的,2021,2025,二号,区科技局,\n")) {
      family
          .imported(header + row, "?onExisting=update")
          .statusCode(422)
          .body("errors.code", contains("adopted"));
    }
  }

  private static NewPlan plan(String name, @Nullable String number, int line) {
    return new NewPlan(
        "231000-145",
        "231000",
        name,
        null,
        2021,
        2025,
        null,
        number,
        null,
        null,
        null,
        null,
        null,
        null,
        line);
  }
}
