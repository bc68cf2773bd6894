package dev.zhihe.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells the gateway where its peers will be, and makes its patience short enough to be watched. */
public class TestPorts implements QuarkusTestResourceLifecycleManager {

  @Override
  public Map<String, String> start() {
    Main.judgeAddressesOurselves(); // a test has no main of its own
    var config = new HashMap<String, String>();
    var names = List.of("indicators", "projects", "platforms", "keycloak");
    var ports = freePorts(names.size());
    for (var i = 0; i < names.size(); i++) {
      var origin = "http://127.0.0.1:" + ports.get(i);
      config.put("zhihe.origins." + names.get(i), origin);
      config.put("zhihe.health." + names.get(i), origin + "/q/health/ready");
    }
    config.put(
        "quarkus.oidc.auth-server-url", config.get("zhihe.origins.keycloak") + "/realms/zhihe");
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.management.test-port", "0");
    config.put("quarkus.shutdown.delay", "0s");
    config.put("zhihe.budget.plain", "2s");
    config.put("zhihe.budget.wait", "8s");
    config.put("zhihe.budget.stream", "4s");
    return config;
  }

  @Override
  public void stop() {}

  private static List<Integer> freePorts(int count) {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (var i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sockets.forEach(TestPorts::free);
    }
  }

  private static void free(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
