package dev.zhihe.kit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.zhihe.kit.problem.Violation;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A problem as it is answered (RFC 9457). */
@Schema(
    name = "Problem",
    description =
        "错误（RFC 9457），一次列出全部问题 / A problem (RFC 9457) with everything that is wrong, at once")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
    @Schema(examples = "https://zhihe.dev/problems/rule-broken") String type,
    String title,
    @Schema(examples = "422") int status,
    String detail,
    String instance,
    @Schema(description = "Request id, to be quoted when asking for help") String traceId,
    @Schema(description = "X-Request-Id of the request, if it had a valid one")
        @Nullable String clientRequestId,
    @Schema(description = "Everything that is wrong; absent where the detail says it all")
        @Nullable List<ProblemError> errors) {

  private static final Pattern TOKEN =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}(?:(?:\\.|%2[eE])[A-Za-z0-9_-]*){0,4}");

  /** A violation, in a language. */
  public static ProblemError entry(Violation violation, Locale language) {
    return new ProblemError(
        withoutTokens(violation.detail().in(language)),
        violation.code(),
        violation.pointer() == null ? null : withoutTokens(violation.pointer()),
        violation.row(),
        violation.column() == null ? null : withoutTokens(violation.column()),
        violation.value() == null ? null : withoutTokens(violation.value()));
  }

  /** Removes tokens that were sent in a wrong place, because answers are logged and displayed. */
  static String withoutTokens(String text) {
    return text.contains("eyJ") ? TOKEN.matcher(text).replaceAll("***") : text;
  }
}
