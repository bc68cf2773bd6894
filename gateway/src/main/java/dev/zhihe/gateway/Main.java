package dev.zhihe.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the gateway. */
@QuarkusMain
public class Main {

  Main() {}

  /** Runs until it is told to stop. */
  public static void main(String... arguments) {
    judgeAddressesOurselves();
    Quarkus.run(arguments);
  }

  /**
   * Quarkus answers an address that {@link java.net.URI} does not take, such as one with plain
   * Chinese in its query, with a bare 400 before anybody else sees it. {@link Address} is stricter
   * than URI, and says what is wrong. Quarkus reads this once, when its HTTP server is loaded.
   */
  static void judgeAddressesOurselves() {
    System.setProperty("vertx.disableURIValidation", "true");
  }
}
