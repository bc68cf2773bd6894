package dev.zhihe.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long the gateway waits for the answer to a request. */
enum Pace {
  /** Reads and writes of a page: a total budget until the answer begins. */
  PLAIN,
  /** A long poll of the feed: no bytes need to arrive during the requested wait. */
  WAIT,
  /**
   * Imports, downloads, snapshots, digests, exports, verifications and the approval of change
   * requests. They have no total time limit, but a limit on the time without progress.
   */
  STREAM;

  private static final Pattern FORMAT = Pattern.compile("(?:^|&)format=");
  private static final Pattern FILE = Pattern.compile("(?:^|&)format=(?:csv|xlsx)(?:&|$)");
  private static final Pattern WAITING = Pattern.compile("(?:^|&)wait=(?!0*(?:&|$))");
  private static final Pattern EVERYTHING =
      Pattern.compile(
          "/v1/(?:snapshots/[a-z]+|changes/[a-z]+/digest|audit/[a-z]+/(?:export|verify)|reports/[^/]+/verification)");
  private static final Pattern COMPUTED = Pattern.compile("/v1/change-requests/[^/]+/approval");
  private static final Pattern IMPORT = Pattern.compile("/v1/[a-z-]+/imports");

  static Pace of(HttpServerRequest request) {
    var path = Address.path(request);
    var query = request.query();
    if (EVERYTHING.matcher(path).matches()
        || isImport(request)
        || isComputed(request, path)
        || isDownload(request, query)) {
      return STREAM;
    }
    return path.startsWith("/v1/changes/") && query != null && WAITING.matcher(query).find()
        ? WAIT
        : PLAIN;
  }

  /**
   * Whether a list is requested as a file. It is the whole list, and is written completely before
   * it is sent.
   */
  private static boolean isDownload(HttpServerRequest request, @Nullable String query) {
    if (query != null && FORMAT.matcher(query).find()) {
      return FILE.matcher(query).find();
    }
    var accepted = request.getHeader(HttpHeaders.ACCEPT);
    return accepted != null && (accepted.contains("csv") || accepted.contains("spreadsheetml"));
  }

  /** Whether the answer begins only when much is computed: the figures of an approved formula. */
  private static boolean isComputed(HttpServerRequest request, String path) {
    return HttpMethod.POST.equals(request.method()) && COMPUTED.matcher(path).matches();
  }

  static boolean isImport(HttpServerRequest request) {
    return HttpMethod.POST.equals(request.method())
        && IMPORT.matcher(Address.path(request)).matches();
  }
}
