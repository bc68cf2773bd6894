package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.Header;
import dev.zhihe.platforms.form.FormField;
import dev.zhihe.platforms.form.FormView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names that forms give to figures, as headers of files. A name that two figures have, or a
 * column of its own, is no header: what is built in comes first.
 */
public final class ReportHeadings {
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Map<String, String> fields = new LinkedHashMap<>();

  /** The names of some adopted forms. */
  public ReportHeadings(Collection<FormView> forms) {
    for (var column : OccupancyReportImport.COLUMNS) {
      fields.put(normal(column.name()), column.name());
      fields.put(normal(column.alias()), column.name());
    }
    var given = new LinkedHashMap<String, Set<String>>();
    forms.stream()
        .flatMap(form -> form.fields().stream())
        .forEach(field -> labels(field).forEach(label -> add(label, field.name(), given)));
    labels.keySet().removeIf(label -> given.getOrDefault(normal(label), Set.of()).size() != 1);
    labels.forEach((label, field) -> fields.put(normal(label), field));
  }

  private void add(String label, String field, Map<String, Set<String>> given) {
    var normal = normal(label);
    if (!fields.containsKey(normal) && !normal.isEmpty() && !Header.endsWithUnit(label)) {
      labels.putIfAbsent(label, field);
      given.computeIfAbsent(normal, first -> new HashSet<>()).add(field);
    }
  }

  /** The columns of files: the built-in ones, and those of figures again under each other name. */
  List<Column> columns() {
    var columns = new ArrayList<>(OccupancyReportImport.COLUMNS);
    labels.forEach((label, field) -> columns.add(Column.optional(field, label)));
    return columns;
  }

  /** Whether a header that is this label means the field. */
  public boolean isUnderstood(String label, String field) {
    return field.equals(fields.get(normal(label)));
  }

  private static Stream<String> labels(FormField field) {
    return Stream.of(field.labelZh(), field.labelEn());
  }

  private static String normal(String name) {
    return Header.bare(name).toLowerCase(Locale.ROOT);
  }
}
