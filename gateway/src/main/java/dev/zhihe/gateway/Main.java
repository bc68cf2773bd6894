package dev.zhihe.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the gateway. */
@QuarkusMain
public class Main {

  Main() {}

  /** Runs until the process is asked to stop. */
  public static void main(String... arguments) {
    judgeAddressesOurselves();
    Quarkus.run(arguments);
  }

  /**
   * Turns off Quarkus' own check of addresses. Quarkus answers a bare 400 if {@link java.net.URI}
   * refuses an address, such as one with Chinese in its query. {@link Address} is stricter than
   * URI, and explains the error. Quarkus reads this setting once, when its HTTP server is loaded.
   */
  static void judgeAddressesOurselves() {
    System.setProperty("vertx.disableURIValidation", "true");
  }
}
