package dev.zhihe.indicators.indicator;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The dictionary. */
@ApplicationScoped
public class Indicators implements PanacheRepositoryBase<Indicator, String> {
  private static final Object KNOWN = new Object();
  private static final int MOST_KNOWN = 10_000;
  private static final int MOST_NAMED = 500;

  private final TransactionSynchronizationRegistry transaction;

  /** What files named lately: the next transaction asks for all of it at once. */
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  Indicators(TransactionSynchronizationRegistry transaction) {
    this.transaction = transaction;
  }

  /**
   * Whether there is such an indicator. A file names few of them in many rows, so a transaction
   * asks the database for each once, and for those of the last transactions in one query; what it
   * learned ends with it.
   */
  public boolean has(String code) {
    var known = known();
    if (known.contains(code)) {
      return true;
    }
    var exists = count("code", code) > 0;
    if (exists) {
      remember(code, known, MOST_KNOWN);
      remember(code, named, MOST_NAMED);
    }
    return exists;
  }

  private static void remember(String code, Set<String> codes, int most) {
    if (codes.size() >= most) {
      codes.clear();
    }
    codes.add(code);
  }

  @SuppressWarnings("unchecked") // ours alone is put there, and native queries know no result type
  private Set<String> known() {
    var known = (Set<String>) transaction.getResource(KNOWN);
    if (known == null) {
      List<String> stored =
          getEntityManager()
              .createNativeQuery(
                  "select code from indicator where code = any(:codes)", String.class)
              .setParameter("codes", named.toArray(String[]::new))
              .getResultList();
      known = new HashSet<>(stored);
      transaction.putResource(KNOWN, known);
    }
    return known;
  }
}
