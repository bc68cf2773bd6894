package dev.zhihe.kit.http;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.security.Caller;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Problems as {@code application/problem+json} (RFC 9457) in the caller's language. */
@Singleton
class ProblemAnswers {
  private static final Map<ProblemType, Integer> SECONDS_TO_WAIT =
      Map.of(ProblemType.UNAVAILABLE, 2, ProblemType.IDEMPOTENCY_KEY_IN_USE, 1);
  private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~-]+){1,8}");
  private static final String BASE = "https://zhihe.dev/problems/";

  private final HttpHeaders headers;
  private final UriInfo uri;
  private final Caller caller;

  ProblemAnswers(HttpHeaders headers, UriInfo uri, Caller caller) {
    this.headers = headers;
    this.uri = uri;
    this.caller = caller;
  }

  /** A problem with the status of its type, and a detail that says everything. */
  Response of(ProblemType type, Text detail) {
    return of(type, type.status(), detail, List.of());
  }

  /** A problem that lists violations. */
  Response of(ProblemType type, int status, Text detail, List<Violation> violations) {
    var language = Text.language(headers);
    var errors =
        violations.stream().map(violation -> ProblemBody.entry(violation, language)).toList();
    var body =
        new ProblemBody(
            BASE + type.slug(),
            type.title().in(language),
            status,
            ProblemBody.withoutTokens(detail.in(language)),
            seenFromOutside(ProblemBody.withoutTokens(uri.getPath())),
            caller.requestId(),
            caller.clientRequestId(),
            errors.isEmpty() ? null : errors);
    return Response.status(status)
        .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT.get(type))
        .type(MediaType.valueOf(MediaTypes.PROBLEM))
        .language(language)
        .header("X-Request-Id", caller.requestId())
        .entity(body)
        .build();
  }

  /** The public path: the gateway sends the prefix that a reverse proxy adds. */
  private String seenFromOutside(String path) {
    var prefix = headers.getHeaderString("X-Forwarded-Prefix");
    return prefix != null && PREFIX.matcher(prefix).matches() ? prefix + path : path;
  }
}
