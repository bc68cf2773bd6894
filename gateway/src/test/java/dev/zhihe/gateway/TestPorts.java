package dev.zhihe.gateway;

import dev.zhihe.servers.Port;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Configures the addresses of the gateway's peers, and short time limits that tests can wait for.
 */
public class TestPorts implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    Main.judgeAddressesOurselves(); // a test has no main of its own
    var config = new HashMap<String, String>();
    var names = List.of("indicators", "projects", "platforms", "keycloak");
    for (var name : names) {
      var origin = "http://127.0.0.1:" + Port.free();
      config.put("zhihe.origins." + name, origin);
      config.put("zhihe.health." + name, origin + "/q/health/ready");
    }
    config.put(
        "quarkus.oidc.auth-server-url", config.get("zhihe.origins.keycloak") + "/realms/zhihe");
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.management.test-port", "0");
    config.put("quarkus.shutdown.delay", "0s");
    config.put("quarkus.log.file.enabled", "true");
    config.put("quarkus.log.file.path", "target/program.log");
    config.put("zhihe.budget.plain", "2s");
    config.put("zhihe.budget.wait", "8s");
    config.put("zhihe.budget.stream", "4s");
    return config;
  }

  @Override
  public void stop() {}
}
