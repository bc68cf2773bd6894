package dev.zhihe.projects.ledger.entry;

import dev.zhihe.kit.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    return reversalsOf(List.of(code)).get(code);
  }

  /** Codes of the entries that reverse entries, by the codes of the latter. */
  public Map<String, String> reversalsOf(Collection<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : getSession()
            .createNativeQuery(
                "select * from ledger_entry where reverses = any(?1)", LedgerEntry.class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultStream()
            .map(LedgerEntry::view)
            .collect(
                Collectors.toMap(
                    entry -> Objects.requireNonNull(entry.reverses()), LedgerEntryView::code));
  }
}
