package dev.zhihe.projects.ledger.plausibility;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.projects.ledger.entry.LedgerKind;
import dev.zhihe.projects.ledger.plausibility.AmountPlausibility.Comparison;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What amounts of a project are compared with: its own earlier months, and its investment plan. */
@ApplicationScoped
public class UsualAmounts {
  /** So many earlier months with money count. */
  private static final int MONTHS = 12;

  private static final int MONTHS_OF_YEAR = 12;

  private final Sql sql;

  UsualAmounts(DataSource source) {
    sql = new Sql(source);
  }

  /**
   * The amount of a month.
   *
   * @param total all that was entered of the kind
   */
  private record Entered(
      String project, String kind, String month, BigDecimal amount, BigDecimal total) {}

  /** A phase of an investment plan, without years if it has no first or no last one. */
  private record Planned(
      String project,
      BigDecimal total,
      @Nullable Integer first,
      @Nullable Integer last,
      @Nullable BigDecimal amount) {}

  /** Amounts planned for some years. */
  private record PlannedYears(int first, int last, BigDecimal amount) {}

  private record Kind(String project, String kind) {}

  /** What is known of some projects before some months. */
  public static final class Known {
    private final Map<Kind, TreeMap<String, BigDecimal>> months = new HashMap<>();
    private final Map<Kind, BigDecimal> entered = new HashMap<>();
    private final Map<String, List<PlannedYears>> planned = new HashMap<>();
    private final Map<String, BigDecimal> totals = new HashMap<>();

    private Known(List<Entered> entries, List<Planned> plans) {
      for (var one : entries) {
        var kind = new Kind(one.project, one.kind);
        months.computeIfAbsent(kind, none -> new TreeMap<>()).put(one.month, one.amount);
        entered.put(kind, one.total);
      }
      for (var one : plans) {
        totals.put(one.project, one.total);
        if (one.first != null && one.last != null && one.amount != null) {
          planned
              .computeIfAbsent(one.project, none -> new ArrayList<>())
              .add(new PlannedYears(one.first, one.last, one.amount));
        }
      }
    }

    /** What an amount of a project's month, one of those asked for, can be compared with. */
    public Comparison of(String project, LedgerKind kind, String month) {
      var own = new Kind(project, kind.name());
      var earlier =
          months
              .getOrDefault(own, new TreeMap<>())
              .headMap(month, false)
              .descendingMap()
              .values()
              .stream()
              .filter(amount -> amount.signum() > 0)
              .limit(MONTHS)
              .toList();
      var usual = new ArrayList<BigDecimal>();
      if (!earlier.isEmpty()) {
        usual.add(AmountPlausibility.median(earlier));
      }
      var mean = monthlyMean(project, Integer.parseInt(month.substring(0, 4)));
      if (mean != null) {
        usual.add(mean);
      }
      return new Comparison(
          List.copyOf(usual), entered.getOrDefault(own, BigDecimal.ZERO), totals.get(project));
    }

    /** What is planned for a month of a year; null if nothing is. */
    private @Nullable BigDecimal monthlyMean(String project, int year) {
      return planned.getOrDefault(project, List.of()).stream()
          .filter(years -> years.first <= year && year <= years.last)
          .filter(years -> years.amount.signum() > 0)
          .map(
              years ->
                  years.amount.divide(
                      BigDecimal.valueOf((years.last - years.first + 1L) * MONTHS_OF_YEAR),
                      2,
                      RoundingMode.HALF_UP))
          .filter(mean -> mean.signum() > 0)
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * What is known of projects before months. Of the months before the first of these, only those
   * that count are returned by the database, however long the ledger is.
   */
  public Known of(Collection<String> projects, Collection<String> months) {
    if (projects.isEmpty() || months.isEmpty()) {
      return new Known(List.of(), List.of());
    }
    var codes = new TreeSet<>(projects).toArray(String[]::new);
    var asked = new TreeSet<>(months);
    return new Known(
        sql.query(
            """
            select project, kind, month, amount, total from (
              select project, kind, month, sum(amount_yuan) as amount,
                sum(sum(amount_yuan)) over (partition by project, kind) as total,
                row_number() over (
                  partition by project, kind, month < ? and sum(amount_yuan) > 0 order by month desc) as place
              from ledger_entry where project = any(?) group by project, kind, month) as months
            where place <= ? or (month >= ? and month < ?)""",
            row ->
                new Entered(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getBigDecimal(4),
                    row.getBigDecimal(5)),
            asked.first(),
            codes,
            MONTHS,
            asked.first(),
            asked.last()),
        sql.query(
            """
            select i.project, i.total_yuan, u.first, u.last, u.amount from investment_plan i
            left join lateral unnest(i.phase_from, i.phase_to, i.phase_yuan) as u (first, last, amount) on true
            where i.project = any(?) and i.status = 'ADOPTED' and i.valid_until is null""",
            row ->
                new Planned(
                    row.getString(1),
                    row.getBigDecimal(2),
                    row.getObject(3, Integer.class),
                    row.getObject(4, Integer.class),
                    row.getBigDecimal(5)),
            (Object) codes));
  }
}
