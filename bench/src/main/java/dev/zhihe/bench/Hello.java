package dev.zhihe.bench;

import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Port;
import java.util.Map;
import java.util.Optional;

/** The endpoint that only says hello, on the suite's own framework. */
record Hello(int port, long pid) {
  static final String PATH = "/hello";

  /** Starts it; empty if it cannot be built. */
  static Optional<Hello> start(Run run) {
    var port = Port.free();
    return new Peers(Checkout.root(), run)
        .java("hello", "quarkus-app/quarkus-run.jar", port, Map.of())
        .map(pid -> new Hello(port, pid));
  }
}
