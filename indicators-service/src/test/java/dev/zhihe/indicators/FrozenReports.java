package dev.zhihe.indicators;

import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.indicators.report.attachment.StandInGateway;
import dev.zhihe.test.Request;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** Reports that were asked for, and have been made. The stand-in serves all tests of the run. */
@QuarkusTestResource(StandInGateway.class)
public final class FrozenReports {
  private FrozenReports() {}

  /** Asks for a report and waits until it is there. */
  public static ValidatableResponse made(Request by, Map<String, ?> report) {
    var asked =
        by.contentType("application/json")
            .body(report)
            .post("/v1/reports")
            .then()
            .log()
            .ifValidationFails()
            .statusCode(202);
    return ended(asked.extract().header("Location"));
  }

  /** Waits until a job is done, and reads its report. */
  public static ValidatableResponse ended(String location) {
    var path = location.substring(location.indexOf("/v1/"));
    var job =
        Awaitility.await(path)
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> asEditor().get(path).then().statusCode(200).extract().jsonPath(),
                known -> known.get("finishedAt") != null);
    assertThat(job.getString("state")).as(job.prettify()).isEqualTo("done");
    assertThat(job.getInt("percent")).isEqualTo(100);
    return asEditor().get("/v1/reports/" + job.getString("report")).then().statusCode(200);
  }
}
