package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.codelist.Codelist;
import dev.zhihe.indicators.dictionary.codelist.CodelistEntry;
import dev.zhihe.indicators.dictionary.codelist.CodelistEntryView;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The English names of units and categories, from the codelists. */
record EnglishNames(Map<String, String> units, Map<String, String> categories) {
  /** The names in use on a day in an area. */
  static EnglishNames of(String area, LocalDate on, States states) {
    return new EnglishNames(
        names(Codelist.UNITS, area, on, states), names(Codelist.CATEGORIES, area, on, states));
  }

  @Nullable String unit(@Nullable String unit) {
    return unit == null ? null : units.get(unit);
  }

  @Nullable String category(@Nullable String category) {
    return category == null ? null : categories.get(category);
  }

  /** The entry of the area goes before one that is for all areas. */
  private static Map<String, String> names(
      Codelist list, String area, LocalDate on, States states) {
    var names = new HashMap<String, String>();
    var ofArea = new HashMap<String, String>();
    for (var entry :
        states.publicStates(
            CodelistEntry.class,
            CodelistEntryView.class,
            Filters.none().word("list", Views.word(list), Codelist.class))) {
      var inUse =
          (entry.validFrom() == null || !on.isBefore(entry.validFrom()))
              && (entry.validUntil() == null || on.isBefore(entry.validUntil()));
      if (inUse && entry.nameEn() != null) {
        if (entry.area() == null) {
          names.put(entry.value(), entry.nameEn());
        } else if (entry.area().equals(area)) {
          ofArea.put(entry.value(), entry.nameEn());
        }
      }
    }
    names.putAll(ofArea);
    return names;
  }
}
