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

  /** Amounts planned for some years. */
  private record PlannedYears(int first, int last, BigDecimal amount) {}

  /** What is known of some projects. */
  public final class Known {
    private final Map<String, TreeMap<String, BigDecimal>> months = new HashMap<>();
    private final Map<String, List<PlannedYears>> planned = new HashMap<>();
    private final Map<String, BigDecimal> totals = new HashMap<>();

    private Known(Collection<String> projects) {
      var codes = new TreeSet<>(projects).toArray(String[]::new);
      sql.query(
          "select project, kind, month, sum(amount_yuan) from ledger_entry where project = any(?) group by 1, 2, 3",
          row ->
              months
                  .computeIfAbsent(row.getString(1) + row.getString(2), none -> new TreeMap<>())
                  .put(row.getString(3), row.getBigDecimal(4)),
          (Object) codes);
      sql.query(
          """
          select i.project, i.total_yuan, u.first, u.last, u.amount from investment_plan i
          left join lateral unnest(i.phase_from, i.phase_to, i.phase_yuan) as u (first, last, amount) on true
          where i.project = any(?) and i.status = 'ADOPTED' and i.valid_until is null""",
          row -> {
            totals.put(row.getString(1), row.getBigDecimal(2));
            var first = row.getObject(3, Integer.class);
            var last = row.getObject(4, Integer.class);
            return first != null
                && last != null
                && planned
                    .computeIfAbsent(row.getString(1), none -> new ArrayList<>())
                    .add(new PlannedYears(first, last, row.getBigDecimal(5)));
          },
          (Object) codes);
    }

    /** What an amount of a project's month can be compared with. */
    public Comparison of(String project, LedgerKind kind, String month) {
      var own = months.getOrDefault(project + kind.name(), new TreeMap<>());
      var earlier =
          own.headMap(month, false).descendingMap().values().stream()
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
          List.copyOf(usual),
          own.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add),
          totals.get(project));
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

  /** What is known of these projects. */
  public Known of(Collection<String> projects) {
    return new Known(projects);
  }
}
