package dev.zhihe.indicators.changerequest;

import dev.zhihe.kit.tables.Csv;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One property that a request would change. */
@Schema(
    name = "RequestedChange",
    description = "变更项 / A property that would change; values as in a file")
public record RequestedChange(
    @Schema(description = "字段 / The property", examples = "factor") String property,
    @Schema(description = "现值；缺省为空 / Its value now; absent if it has none", examples = "100")
        @Nullable String before,
    @Schema(description = "拟改为；缺省为空 / Its value then; absent if none", examples = "1000")
        @Nullable String after) {

  /** The properties in which two states differ, in the order of the view. */
  static List<RequestedChange> between(Record before, Record after) {
    var old = Csv.cells(before);
    var changed = Csv.cells(after);
    return changed.keySet().stream()
        .map(name -> new RequestedChange(name, given(old.get(name)), given(changed.get(name))))
        .filter(change -> !Objects.equals(change.before, change.after))
        .toList();
  }

  private static @Nullable String given(@Nullable String cell) {
    return cell == null || cell.isEmpty() ? null : cell;
  }

  /** The text in a file. Semicolons are replaced, because one would start the next item. */
  @Override
  public String toString() {
    return "%s: %s → %s"
        .formatted(
            property, Objects.requireNonNullElse(before, ""), Objects.requireNonNullElse(after, ""))
        .replace(';', '；');
  }
}
