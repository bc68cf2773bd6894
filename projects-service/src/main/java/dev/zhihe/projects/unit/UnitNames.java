package dev.zhihe.projects.unit;

import dev.zhihe.kit.tables.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose the names and the credit codes of an area are, of the units that are stored and of those
 * that a file has. Rows of the file count instead of what is stored under their codes.
 */
final class UnitNames {
  private final Map<List<String>, String> unitByName = new HashMap<>();
  private final Map<List<String>, String> unitByCreditCode = new HashMap<>();

  UnitNames(Units units, Collection<UnitView> given) {
    var changed = given.stream().map(UnitView::code).collect(Collectors.toSet());
    given.stream()
        .collect(Collectors.groupingBy(UnitView::area))
        .forEach(
            (area, ofArea) ->
                units
                    .known(
                        area,
                        ofArea.stream().flatMap(UnitNames::names).toList(),
                        ofArea.stream().map(UnitView::creditCode).filter(Objects::nonNull).toList())
                    .stream()
                    .map(Unit::view)
                    .filter(stored -> !changed.contains(stored.code()))
                    .forEach(this::add));
  }

  /** Refuses what belongs to another unit already. The first row of a file with a name has it. */
  void refuseShared(Map<Row, UnitView> rows) {
    rows.forEach(
        (row, view) -> {
          refuse(row, "name", unitByName.get(List.of(view.area(), view.name())), view);
          view.aliases().stream()
              .map(alias -> unitByName.get(List.of(view.area(), alias)))
              .filter(Objects::nonNull)
              .findFirst()
              .ifPresent(other -> refuse(row, "aliases", other, view));
          if (view.creditCode() != null) {
            refuse(
                row,
                "creditCode",
                unitByCreditCode.get(List.of(view.area(), view.creditCode())),
                view);
          }
          add(view);
        });
  }

  private void add(UnitView view) {
    names(view).forEach(name -> unitByName.putIfAbsent(List.of(view.area(), name), view.code()));
    if (view.creditCode() != null) {
      unitByCreditCode.putIfAbsent(List.of(view.area(), view.creditCode()), view.code());
    }
  }

  private static Stream<String> names(UnitView view) {
    return Stream.concat(Stream.of(view.name()), view.aliases().stream());
  }

  private static void refuse(Row row, String column, @Nullable String other, UnitView view) {
    if (other != null && !other.equals(view.code())) {
      row.refuse(column, "taken", "属于单位 %s", "belongs to the unit %s", other);
    }
  }
}
