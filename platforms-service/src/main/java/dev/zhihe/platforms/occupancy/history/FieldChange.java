package dev.zhihe.platforms.occupancy.history;

import dev.zhihe.kit.tables.Csv;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A field of a report that a step changed. */
@Schema(name = "OccupancyFieldChange", description = "字段变动 / A field that a step changed")
public record FieldChange(
    @Schema(description = "字段名 / Name of the field", examples = "occupiedAreaM2") String field,
    @Schema(description = "变动前，原为空则无此项 / Value before; absent if it had none", examples = "7600.5")
        @Nullable String before,
    @Schema(description = "变动后，变为空则无此项 / Value after; absent if it has none", examples = "7900")
        @Nullable String after) {

  private static final List<String> FIELDS =
      Stream.concat(
              Stream.of("kind"),
              Stream.concat(
                  Arrays.stream(OccupancyFigure.values()).map(OccupancyFigure::property),
                  Stream.of("comment", "attachment")))
          .toList();

  /** What the operator gave otherwise, field by field. */
  static List<FieldChange> between(OccupancyReportView before, OccupancyReportView after) {
    var earlier = Csv.cells(before);
    var later = Csv.cells(after);
    return FIELDS.stream()
        .map(field -> new FieldChange(field, given(earlier.get(field)), given(later.get(field))))
        .filter(FieldChange::isOne)
        .toList();
  }

  private static @Nullable String given(@Nullable String cell) {
    return cell == null || cell.isEmpty() ? null : cell;
  }

  private static boolean isOne(FieldChange change) {
    var figure = OccupancyFigure.of(change.field);
    if (change.before == null || change.after == null) {
      return change.before != null || change.after != null;
    }
    return figure == null
        ? !change.before.equals(change.after)
        : new BigDecimal(change.before).compareTo(new BigDecimal(change.after)) != 0;
  }

  /** The form in a file, in which a semicolon separates items. */
  @Override
  public String toString() {
    return (field + ": " + (before == null ? "" : before) + " → " + (after == null ? "" : after))
        .replace(';', '；');
  }
}
