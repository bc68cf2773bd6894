package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.problem.Characters;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A property of a platform before and after a change. In a file it is {@code level:municipal},
 * without the value before.
 */
@Schema(
    name = "PropertyChange",
    description =
        "变更项，值的写法与平台 CSV 的单元格相同 / A property that changes; its values are written as in the cells of the platforms' CSV")
public record PropertyChange(
    @NotNull(message = "必填 / required")
        @Pattern(regexp = "[A-Za-z0-9]{1,60}", message = "平台的字段名 / the name of a platform's field")
        @Schema(description = "字段 / The property", examples = "floorAreaM2")
        String property,
    @Size(max = 10_000, message = SIZE_MESSAGE)
        @Schema(
            description =
                "现值；缺省为空。给出的须与平台现值一致 / Its value before; absent if it has none. If given, it is the platform's",
            examples = "15000")
        @Nullable String before,
    @Size(max = 10_000, message = SIZE_MESSAGE)
        @Schema(
            description = "变更后的值；缺省即清空 / Its value after; absent to clear it",
            examples = "15600")
        @Nullable String after) {

  private static final String SIZE_MESSAGE = "至多 10000 个字符 / at most 10,000 characters";

  /** Where the next item of a file's list begins: a value may have semicolons itself. */
  private static final java.util.regex.Pattern NEXT =
      java.util.regex.Pattern.compile("[;；](?=\\s*[A-Za-z0-9]{1,60}\\s*[:：])");

  private static final java.util.regex.Pattern ITEM =
      java.util.regex.Pattern.compile(
          "\\s*([A-Za-z0-9]{1,60})\\s*[:：](.*)", java.util.regex.Pattern.DOTALL);

  /** Parses the cell of a file. Null if it is not one. */
  static @Nullable List<PropertyChange> parse(@Nullable String cell) {
    var changes = new ArrayList<PropertyChange>();
    for (var part : cell == null ? new String[0] : NEXT.split(cell, -1)) {
      var item = ITEM.matcher(part);
      if (!item.matches()) {
        return null;
      }
      var after = Characters.strip(item.group(2));
      changes.add(new PropertyChange(item.group(1), null, after.isEmpty() ? null : after));
    }
    return changes;
  }

  /** Whether its form in a file could not be read again: it has what begins the next item. */
  boolean breaksItsForm() {
    return after != null && NEXT.matcher(after).find();
  }

  /** Whether both set the same property to the same value, as files write it. */
  boolean isSameAs(PropertyChange other) {
    return toString().equals(other.toString());
  }

  /** The value after; empty if it is cleared. */
  String afterOrEmpty() {
    return after == null ? "" : after;
  }

  /** The form in a file. Semicolons are replaced: JSON rows are refused with one in an item. */
  @Override
  public String toString() {
    return (property + ":" + afterOrEmpty()).replace(';', '；');
  }
}
