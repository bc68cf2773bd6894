package dev.zhihe.projects.ledger.close;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The closes. Whoever submits or adds entries of a plan's ledger shares a lock until the
 * transaction ends, and whoever closes a month or takes projects out of the plan has it alone: so
 * nothing slips into a month that is being closed, or that a project does not have any more.
 */
@ApplicationScoped
public class LedgerCloses implements PanacheRepositoryBase<LedgerClose, String> {

  /** The closed months of plans, which stay as they are until the transaction ends. */
  public ClosedMonths held(Collection<String> plans) {
    new TreeSet<>(plans).forEach(plan -> lock("pg_advisory_xact_lock_shared", plan));
    return known(plans);
  }

  /** The closed months of plans, as far as is known now. */
  public ClosedMonths known(Collection<String> plans) {
    var closes = new HashMap<String, NavigableMap<String, String>>();
    stream("plan in ?1", new TreeSet<>(plans))
        .map(LedgerClose::view)
        .forEach(
            close ->
                closes
                    .computeIfAbsent(close.plan(), none -> new TreeMap<>())
                    .put(close.month(), close.code()));
    return new ClosedMonths(closes);
  }

  /** As {@link #held}, alone. */
  public ClosedMonths heldAlone(String plan) {
    lock("pg_advisory_xact_lock", plan);
    return known(List.of(plan));
  }

  private void lock(String function, String plan) {
    getSession()
        .createNativeQuery(
            "select " + function + "(hashtext('ledger'), hashtext(?1))", Object.class)
        .setParameter(1, plan)
        .getSingleResult();
  }

  /** Whether a plan has a project. */
  boolean isPlan(String plan) {
    return (Boolean)
        getEntityManager()
            .createNativeQuery(
                "select exists (select from project where plan = :plan)", Boolean.class)
            .setParameter("plan", plan)
            .getSingleResult();
  }

  /**
   * The first month with entries before a month and after another; null if there is none.
   *
   * @param after null for any month before
   */
  @Nullable String firstOpenWithEntries(String plan, @Nullable String after, String before) {
    return (String)
        getEntityManager()
            .createNativeQuery(
                "select min(month) from ledger_entry where plan = :plan and month > :after and month < :before",
                String.class)
            .setParameter("plan", plan)
            .setParameter("after", after == null ? "" : after)
            .setParameter("before", before)
            .getSingleResult();
  }
}
