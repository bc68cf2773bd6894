package dev.zhihe.indicators.indicator;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HashSet;
import java.util.Set;

/** The dictionary. */
@ApplicationScoped
public class Indicators implements PanacheRepositoryBase<Indicator, String> {
  private static final Object KNOWN = new Object();
  private static final int MOST_KNOWN = 10_000;

  private final TransactionSynchronizationRegistry transaction;

  Indicators(TransactionSynchronizationRegistry transaction) {
    this.transaction = transaction;
  }

  /**
   * Whether there is such an indicator. A file names few of them in many rows, so a transaction
   * asks the database for each once; what it learned ends with it.
   */
  public boolean has(String code) {
    var known = known();
    if (known.contains(code)) {
      return true;
    }
    var exists = count("code", code) > 0;
    if (exists) {
      if (known.size() == MOST_KNOWN) {
        known.clear();
      }
      known.add(code);
    }
    return exists;
  }

  @SuppressWarnings("unchecked") // ours alone is put there
  private Set<String> known() {
    var known = (Set<String>) transaction.getResource(KNOWN);
    if (known == null) {
      known = new HashSet<>();
      transaction.putResource(KNOWN, known);
    }
    return known;
  }
}
