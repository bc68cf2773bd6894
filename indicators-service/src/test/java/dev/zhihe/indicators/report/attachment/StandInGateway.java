package dev.zhihe.indicators.report.attachment;

import static dev.zhihe.test.Request.given;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** The gateway that the service asks in its tests. */
public class StandInGateway implements QuarkusTestResourceLifecycleManager {
  private final RecordedGateway gateway = new RecordedGateway();

  @Override
  public Map<String, String> start() {
    return Map.of(
        "zhihe.reports.gateway", gateway.url().toString(), "zhihe.reports.patience", "3s");
  }

  @Override
  public void stop() {
    gateway.close();
  }

  /**
   * From now on, answers to requests that name a plan are {@code recorded}, {@code changed}, or of
   * a service that is {@code down}. It is told by HTTP, because tests have another class loader.
   */
  public static void behave(String plan, String mode) {
    var url = ConfigProvider.getConfig().getValue("zhihe.reports.gateway", String.class);
    given().get(url + "/behave?" + plan + "=" + mode).then().statusCode(204);
  }
}
