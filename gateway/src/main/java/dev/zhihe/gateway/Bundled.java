package dev.zhihe.gateway;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files that the build put into the gateway. */
final class Bundled {
  private Bundled() {}

  static byte[] bytes(String name) {
    try (var in = resource(name)) {
      return in.readAllBytes();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  static boolean exists(String name) {
    return classLoader().getResource(name) != null;
  }

  static InputStream resource(String name) throws FileNotFoundException {
    var in = classLoader().getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name);
    }
    return in;
  }

  private static ClassLoader classLoader() {
    return Thread.currentThread().getContextClassLoader();
  }
}
