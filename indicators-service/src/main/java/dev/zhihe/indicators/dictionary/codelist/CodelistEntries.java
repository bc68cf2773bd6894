package dev.zhihe.indicators.dictionary.codelist;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The entries of all codelists. */
@ApplicationScoped
class CodelistEntries implements PanacheRepositoryBase<CodelistEntry, String> {

  /** The code of the entry with the same natural key, or null. */
  @Nullable String codeOf(CodelistEntryView given) {
    return find(
            "list = ?1 and value = ?2 and area is not distinct from ?3 and validFrom is not distinct from ?4",
            given.list(),
            given.value(),
            given.area(),
            given.validFrom())
        .firstResultOptional()
        .map(CodelistEntry::code)
        .orElse(null);
  }
}
