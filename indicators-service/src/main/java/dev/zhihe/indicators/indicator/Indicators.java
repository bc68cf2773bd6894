package dev.zhihe.indicators.indicator;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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

  /** Whether there is such an indicator. */
  public boolean has(String code) {
    return unit(code) != null;
  }

  /**
   * The indicator's unit, empty if it has none; null if there is no such indicator. A file names
   * few of them in many rows, so a transaction asks the database for each once, and for those of
   * the last transactions in one query; what it learned ends with it.
   */
  public @Nullable String unit(String code) {
    var known = known();
    var unit = known.get(code);
    if (unit == null) {
      unit =
          getEntityManager()
              .createQuery(
                  "select coalesce(unit, '') from Indicator where code = :code", String.class)
              .setParameter("code", code)
              .getResultList()
              .stream()
              .findFirst()
              .orElse(null);
      if (unit != null) {
        makeRoom(known.keySet(), MOST_KNOWN);
        known.put(code, unit);
        makeRoom(named, MOST_NAMED);
        named.add(code);
      }
    }
    return unit;
  }

  private static void makeRoom(Set<String> codes, int most) {
    if (codes.size() >= most) {
      codes.clear();
    }
  }

  @SuppressWarnings("unchecked") // ours alone is put there, and native queries know no result type
  private Map<String, String> known() {
    var known = (Map<String, String>) transaction.getResource(KNOWN);
    if (known == null) {
      known = new HashMap<>();
      List<Object[]> stored =
          getEntityManager()
              .createNativeQuery(
                  "select code, coalesce(unit, '') from indicator where code = any(:codes)",
                  Object[].class)
              .setParameter("codes", named.toArray(String[]::new))
              .getResultList();
      for (var one : stored) {
        known.put((String) one[0], (String) one[1]);
      }
      transaction.putResource(KNOWN, known);
    }
    return known;
  }
}
