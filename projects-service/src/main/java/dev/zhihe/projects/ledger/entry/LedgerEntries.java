package dev.zhihe.projects.ledger.entry;

import dev.zhihe.kit.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the ledger. None is ever locked: none changes, and the service has no right to
 * change one.
 */
@ApplicationScoped
public class LedgerEntries implements PanacheRepositoryBase<LedgerEntry, String> {

  /** The entry; 404 if there is none. */
  public LedgerEntry stored(String code) {
    var entry = findById(code);
    if (entry == null) {
      throw Problem.notFound(code);
    }
    return entry;
  }

  /** The entries with these codes, by code. */
  public Map<String, LedgerEntryView> known(Collection<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : getSession()
            .createNativeQuery("select * from ledger_entry where code = any(?1)", LedgerEntry.class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultStream()
            .map(LedgerEntry::view)
            .collect(Collectors.toMap(LedgerEntryView::code, Function.identity()));
  }

  /** Code of the entry that reverses an entry; null if none does. */
  public @Nullable String reversalOf(String code) {
    return find("reverses", code)
        .<LedgerEntry>firstResultOptional()
        .map(LedgerEntry::code)
        .orElse(null);
  }
}
