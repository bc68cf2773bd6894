package dev.zhihe.indicators.dictionary.indicator;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The dictionary of indicators. */
@ApplicationScoped
public class Indicators implements PanacheRepositoryBase<Indicator, String> {
  private static final Object KNOWN = new Object();
  private static final int MAX_KNOWN = 10_000;
  private static final int MAX_NAMED = 500;

  private final TransactionSynchronizationRegistry transaction;

  /** Codes that recent transactions read. The next transaction reads all of them with one query. */
  private final Set<String> named = ConcurrentHashMap.newKeySet();

  Indicators(TransactionSynchronizationRegistry transaction) {
    this.transaction = transaction;
  }

  /** Whether the indicator exists. */
  public boolean has(String code) {
    return summary(code) != null;
  }

  /** The indicator's unit, empty if it has none; null if the indicator does not exist. */
  public @Nullable String unit(String code) {
    var summary = summary(code);
    return summary == null ? null : summary.unit();
  }

  /**
   * The indicator's summary; null if it does not exist. Cached until the transaction ends.
   *
   * <p>A file names few indicators in many rows. So a transaction reads each of them once, and
   * those of recent transactions with one query.
   */
  public @Nullable IndicatorSummary summary(String code) {
    var known = known();
    var summary = known.get(code);
    if (summary == null) {
      summary = stored(List.of(code)).get(code);
      if (summary != null) {
        makeRoom(known.keySet(), MAX_KNOWN);
        known.put(code, summary);
        makeRoom(named, MAX_NAMED);
        named.add(code);
      }
    }
    return summary;
  }

  /** The indicators computed from any of these, including retired ones. */
  public List<Indicator> computedFrom(Collection<String> codes) {
    return list("numerator in ?1 or denominator in ?1 order by code", codes);
  }

  /**
   * Locks these indicators against changes until the transaction ends, because figures of them are
   * about to be published.
   */
  public void hold(Collection<String> codes) {
    lock(codes, "share");
  }

  /**
   * Locks these indicators against changes, and against figures of them, until the transaction
   * ends, because a formula with them comes into force.
   */
  void lock(Collection<String> codes) {
    lock(codes, "update");
  }

  private void lock(Collection<String> codes, String strength) {
    getEntityManager()
        .createNativeQuery(
            "select 1 from indicator where code = any(?1) order by code for " + strength,
            Integer.class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultList();
  }

  /** Whether a department leads any indicator. */
  public boolean ledBy(String department) {
    return count("leadDepartment", department) > 0;
  }

  /** Whether observations of it exist. */
  boolean observed(String code) {
    return !getEntityManager()
        .createNativeQuery("select 1 from observation where indicator = ?1 limit 1", Integer.class)
        .setParameter(1, code)
        .getResultList()
        .isEmpty();
  }

  /** Whether a figure of it was submitted, or an adopted target uses it. */
  boolean relied(String code) {
    return !getEntityManager()
        .createNativeQuery(
            "(select 1 from observation where indicator = ?1 limit 1)"
                + " union all (select 1 from observation_submission where indicator = ?1 limit 1)"
                + " union all (select 1 from target where indicator = ?1 and status = 'ADOPTED' limit 1)",
            Integer.class)
        .setParameter(1, code)
        .getResultList()
        .isEmpty();
  }

  private static void makeRoom(Set<String> codes, int most) {
    if (codes.size() >= most) {
      codes.clear();
    }
  }

  @SuppressWarnings("unchecked") // only this class uses the key
  private Map<String, IndicatorSummary> known() {
    var known = (Map<String, IndicatorSummary>) transaction.getResource(KNOWN);
    if (known == null) {
      known = stored(named);
      transaction.putResource(KNOWN, known);
    }
    return known;
  }

  private Map<String, IndicatorSummary> stored(Collection<String> codes) {
    var stored = new HashMap<String, IndicatorSummary>();
    if (codes.isEmpty()) {
      return stored;
    }
    getEntityManager()
        .createQuery(
            "select code as code, coalesce(unit, '') as unit, nature as nature, direction as direction, sharing as sharing, numerator as numerator,"
                + " retiredOn as retiredOn, leadDepartment as leadDepartment,"
                + " minimum as minimum, maximum as maximum from Indicator where code in :codes",
            Tuple.class)
        .setParameter("codes", List.copyOf(codes))
        .getResultList()
        .forEach(
            row ->
                stored.put(
                    row.get("code", String.class),
                    new IndicatorSummary(
                        row.get("unit", String.class),
                        row.get("nature", Nature.class),
                        row.get("direction", Direction.class),
                        SharingClass.of(row.get("sharing", SharingClass.class)),
                        row.get("numerator") != null,
                        row.get("retiredOn", LocalDate.class),
                        row.get("leadDepartment", String.class),
                        row.get("minimum", BigDecimal.class),
                        row.get("maximum", BigDecimal.class))));
    return stored;
  }
}
