package dev.zhihe.kit.feed;

import dev.zhihe.kit.problem.Refusals;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters that select a scope, for the feed, snapshots and digests. */
public record ScopeQuery(
    @QueryParam("entityType")
        @Parameter(
            description = "只要这些类型，以逗号分隔 / These types of entities alone, joined by commas",
            schema = @Schema(implementation = String.class))
        @Nullable String entityType,
    @QueryParam("area")
        @Parameter(
            description =
                "只要此区划及不属任何区划的内容；末尾成对的 00 含其下各级 / What belongs to this area or to none, GB/T 2260 code; trailing pairs of zeros mean everything below (500000: all of 50…)",
            example = "500106")
        @Nullable String area) {

  /**
   * The requested scope.
   *
   * @param known the existing types
   */
  Scope scope(Refusals refusals, Set<String> known) {
    var types = new TreeSet<String>();
    for (var type : entityType == null ? new String[0] : entityType.split(",", -1)) {
      if (known.contains(type)) {
        types.add(type);
      } else {
        refusals.add(
            "entityType",
            type,
            "没有类型 %s；可用：%s",
            "there is no type %s; there are: %s",
            type,
            String.join(", ", new TreeSet<>(known)));
      }
    }
    if (area == null || Scope.AREA.matcher(area).matches()) {
      return new Scope(List.copyOf(types), area);
    }
    refusals.add(
        "area",
        area,
        "area 应为六位行政区划代码，如 500106",
        "area is an area code of six digits, such as 500106");
    return Scope.ALL;
  }
}
