package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.form.FormField;
import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.form.FormView;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that follow one another and fill in the same form.
 *
 * @param rows in the order of their platforms
 */
record TemplateGroup(FormInForce form, List<TemplateRow> rows) {

  /**
   * The rows by the form that each fills in. The area's own form comes first. Without any rows, the
   * one group says which form would be filled in.
   *
   * @param ofArea adopted forms of the period's area
   */
  static List<TemplateGroup> of(
      List<TemplateRow> rows, ReportingPeriodView period, List<FormView> ofArea) {
    var byType = new EnumMap<PlatformType, FormInForce>(PlatformType.class);
    var groups = new LinkedHashMap<FormInForce, List<TemplateRow>>();
    for (var row : rows) {
      var form = byType.computeIfAbsent(row.type(), type -> FormInForce.of(ofArea, type, period));
      groups.computeIfAbsent(form, first -> new ArrayList<>()).add(row);
    }
    return groups.isEmpty()
        ? List.of(new TemplateGroup(FormInForce.of(ofArea, period), List.of()))
        : groups.entrySet().stream()
            .map(one -> new TemplateGroup(one.getKey(), one.getValue()))
            .sorted(Comparator.comparing(group -> !group.form.adoptedByArea()))
            .toList();
  }

  /** What the form says of a column; null if it says nothing. */
  @Nullable FormField field(TemplateColumn column) {
    return column.figure() == null && !form.adoptedByArea() ? null : form.field(column.name());
  }

  /** Whether the column is a figure that the form does not ask for. */
  boolean leavesOut(TemplateColumn column) {
    return column.figure() != null && form.field(column.name()) == null;
  }

  /** The types of its platforms, as people call them. */
  Text types() {
    var types = rows.stream().map(TemplateRow::type).distinct().sorted().toList();
    return new Text(
        types.stream()
            .map(type -> Objects.requireNonNullElse(Views.label(type), Views.word(type)))
            .collect(Collectors.joining("、")),
        types.stream().map(Views::word).collect(Collectors.joining(", ")));
  }
}
