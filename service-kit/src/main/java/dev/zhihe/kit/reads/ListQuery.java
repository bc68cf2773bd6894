package dev.zhihe.kit.reads;

import dev.zhihe.kit.problem.Problem;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters of every list, besides its filters. */
public record ListQuery(
    @QueryParam("limit")
        @Parameter(
            description =
                "每页条数，默认 50，最多 1000；csv 与 xlsx 不给此参数则为全部 / Items per page: 50 by default, lowered to 1,000, refused below 1. Without it, csv and xlsx are the whole list",
            example = "50",
            schema = @Schema(implementation = Integer.class, defaultValue = "50"))
        @Nullable String limit,
    @QueryParam("cursor")
        @Parameter(
            description = "上一页的 next；须与原筛选条件一起使用 / The previous page's next, with the same filters")
        @Nullable String cursor,
    @BeanParam FormatQuery form) {

  private static final int USUAL = 50;
  private static final int MAX_SIZE = 1_000;

  /** Whether a page is requested. A file without limit and cursor is the whole list. */
  boolean paged() {
    return limit != null || cursor != null;
  }

  int size() {
    if (limit == null) {
      return USUAL;
    }
    try {
      var requested = Integer.parseInt(limit);
      if (requested >= 1) {
        return Math.min(requested, MAX_SIZE);
      }
    } catch (NumberFormatException e) {
      if (limit.matches("\\d+")) {
        return MAX_SIZE; // larger than any int: lowered like every large limit
      }
    }
    throw Problem.parameter(
        "limit",
        limit,
        "limit 应为不小于 1 的整数，超过 %d 按 %d 计",
        "limit is a whole number of 1 or more; above %d it counts as %d",
        MAX_SIZE,
        MAX_SIZE);
  }
}
