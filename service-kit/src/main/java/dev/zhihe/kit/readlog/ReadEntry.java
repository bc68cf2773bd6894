package dev.zhihe.kit.readlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One read of non-public states. */
@Schema(description = "一次对非公开内容的读取 / One reading of states that are not for everybody")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReadEntry(
    @Schema(description = "When it was answered", examples = "2026-11-23T08:00:00.123456Z")
        String time,
    @Schema(description = "The token's user or client", examples = "operator-demo") String client,
    @Schema(description = "The request, as X-Request-Id answered it") String requestId,
    @Schema(
            description = "X-Request-Id of the request, if it had a valid one",
            examples = "nightly-2026-11-23")
        @Nullable String clientRequestId,
    @Schema(
            description = "Method, path and query",
            examples = "GET /v1/occupancy-reports?platform=500106-pf-001")
        String request,
    @Schema(description = "How many states in the answer were not for everybody", examples = "3")
        long states) {

  /** A page of the access log. */
  @Schema(
      name = "ReadPage",
      description = "读取记录的一段 / A stretch of the log of reads, in order of time")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Page(
      List<ReadEntry> items,
      @Schema(description = "Ask with after=next for more; absent at the end")
          @Nullable String next) {}
}
