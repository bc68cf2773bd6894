package dev.zhihe.bench;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server under load.
 *
 * @param path gives the path of each request; called by one thread
 * @param headers the headers of each request, read when a round begins
 * @param body gives the body of each POST; null for GET
 */
record Target(
    int port,
    Supplier<String> path,
    Supplier<Map<String, String>> headers,
    @Nullable Supplier<String> body) {
  Target(int port, Supplier<String> path, Supplier<Map<String, String>> headers) {
    this(port, path, headers, null);
  }
}
