package dev.zhihe.platforms.occupancy.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.json.Views;
import dev.zhihe.platforms.occupancy.tenant.TenantLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A tenant line that a step changed. */
@Schema(name = "OccupancyTenantChange", description = "企业明细变动 / A tenant line that a step changed")
public record TenantChange(
    Kind change,
    @Schema(description = "企业名称 / Name of the tenant", examples = "演示甲科技有限公司") String name,
    @Schema(
            description = "统一社会信用代码，没有的为空文字 / Its credit code; an empty text if it has none",
            examples = "91000000MA00000017")
        String creditCode,
    @Schema(description = "变动前的入驻面积，m² / Area before, m²", examples = "180.5")
        @Nullable BigDecimal areaBefore,
    @Schema(description = "变动后的入驻面积，m² / Area after, m²", examples = "200")
        @Nullable BigDecimal areaAfter) {

  /** What became of a line. */
  @Schema(
      name = "OccupancyTenantChangeKind",
      description =
          "added 新增, removed 删去, left 注明迁出, area 面积变动, other 其他变动 / added, removed; left: now with the day on which it left; area: another area; other: another name, day or certification")
  public enum Kind {
    /** 新增 */
    @JsonProperty("added")
    ADDED,
    /** 删去 */
    @JsonProperty("removed")
    REMOVED,
    /** 迁出 */
    @JsonProperty("left")
    LEFT,
    /** 面积变动 */
    @JsonProperty("area")
    AREA,
    /** 其他变动 */
    @JsonProperty("other")
    OTHER
  }

  /** What differs between two lists: those that are gone, then those of the second in order. */
  static List<TenantChange> between(List<TenantLine> before, List<TenantLine> after) {
    var earlier = byIdentity(before);
    var later = byIdentity(after);
    var changes = new ArrayList<TenantChange>();
    earlier.forEach(
        (identity, line) -> {
          if (!later.containsKey(identity)) {
            changes.add(of(Kind.REMOVED, line, line, null));
          }
        });
    later.forEach(
        (identity, line) -> {
          var old = earlier.get(identity);
          if (old == null) {
            changes.add(of(Kind.ADDED, line, null, line));
          } else if (!old.equals(line)) {
            changes.add(of(kind(old, line), line, old, line));
          }
        });
    return changes;
  }

  private static Kind kind(TenantLine before, TenantLine after) {
    if (before.leftOn() == null && after.leftOn() != null) {
      return Kind.LEFT;
    }
    return isSame(before.areaM2(), after.areaM2()) ? Kind.OTHER : Kind.AREA;
  }

  private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other == null : other != null && one.compareTo(other) == 0;
  }

  private static Map<String, TenantLine> byIdentity(List<TenantLine> lines) {
    var byIdentity = new LinkedHashMap<String, TenantLine>();
    lines.forEach(line -> byIdentity.put(line.identity(), line));
    return byIdentity;
  }

  private static TenantChange of(
      Kind change, TenantLine line, @Nullable TenantLine before, @Nullable TenantLine after) {
    return new TenantChange(
        change,
        line.name(),
        line.creditCode(),
        before == null ? null : before.areaM2(),
        after == null ? null : after.areaM2());
  }

  /** The form in a file, in which a semicolon separates items. */
  @Override
  public String toString() {
    return "%s %s: %s → %s"
        .formatted(
            Views.word(change),
            name,
            areaBefore == null ? "" : areaBefore.toPlainString(),
            areaAfter == null ? "" : areaAfter.toPlainString())
        .replace(';', '；');
  }
}
