package dev.zhihe.platforms.period.extension;

import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.period.ReportingPeriodView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The days by which reports are due. The extensions of a period are read once in a transaction, so
 * that a file of many reports does not ask for each.
 */
@ApplicationScoped
public class DueDays {
  private final TransactionSynchronizationRegistry transaction;
  private final Sql sql;

  DueDays(TransactionSynchronizationRegistry transaction, DataSource source) {
    this.transaction = transaction;
    sql = new Sql(source);
  }

  /**
   * The last day on which a platform's report for a period is in time: the period's, or the latest
   * to which it is extended.
   */
  public LocalDate of(String platform, ReportingPeriodView period) {
    return later(period, extended(period.code()).get(platform));
  }

  /** As {@link #of} for many platforms, by their codes. */
  public Function<String, LocalDate> of(ReportingPeriodView period) {
    var extended = extended(period.code());
    return platform -> later(period, extended.get(platform));
  }

  private static LocalDate later(ReportingPeriodView period, @Nullable LocalDate extended) {
    return extended == null || extended.isBefore(period.dueDate()) ? period.dueDate() : extended;
  }

  /** The days to which a period is extended, by platform. */
  private Map<String, LocalDate> extended(String period) {
    if (transaction.getTransactionKey() == null) {
      return read(period);
    }
    var key = getClass().getName() + " " + period;
    @SuppressWarnings("unchecked")
    var known = (Map<String, LocalDate>) transaction.getResource(key);
    if (known == null) {
      known = read(period);
      transaction.putResource(key, known);
    }
    return known;
  }

  private Map<String, LocalDate> read(String period) {
    var days = new HashMap<String, LocalDate>();
    sql.query(
            "select platform, max(due_date) from period_extension where period = ? and status = 'GRANTED' group by platform",
            row -> Map.entry(row.getString(1), row.getObject(2, LocalDate.class)),
            period)
        .forEach(one -> days.put(one.getKey(), one.getValue()));
    return days;
  }
}
