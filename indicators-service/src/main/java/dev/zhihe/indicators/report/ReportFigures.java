package dev.zhihe.indicators.report;

import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.kit.sql.Sql;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures that reports used. By them a corrected figure finds its reports. */
@ApplicationScoped
class ReportFigures {
  private final Sql sql;

  ReportFigures(AgroalDataSource source) {
    this.sql = new Sql(source);
  }

  /**
   * A figure as a report used it.
   *
   * @param value null if the report said that none was collected
   */
  record Used(String observation, ObservationComparator comparator, @Nullable BigDecimal value) {}

  /** Stores the figures of a stored report. */
  void keep(String report, Collection<Used> figures) {
    figures.forEach(
        figure ->
            sql.update(
                "insert into report_figure (report, observation, comparator, value) values (?, ?, ?, ?)",
                report,
                figure.observation(),
                figure.comparator().name(),
                figure.value()));
  }

  /** The reports that used any of these figures, locked in the order of their codes. */
  List<String> lockedUsing(Collection<String> observations) {
    return sql.query(
        """
        select code from report
        where code in (select report from report_figure where observation = any(?))
        order by code for update
        """,
        row -> row.getString(1),
        (Object) observations.toArray(String[]::new));
  }

  /** The figures of a report that have another public value now, by code. */
  List<ReportCorrectedFigure> corrected(String report) {
    return sql.query(
        """
        select used.observation, used.comparator, used.value, now.comparator, now.value
        from report_figure used
        left join observation now on now.code = used.observation and now.audience = 'PUBLIC'
        where used.report = ?
          and case when used.value is null or now.value is null
                then used.value is not null or now.status is distinct from 'NOT_COLLECTED'
                else used.comparator <> now.comparator or used.value <> now.value end
        order by used.observation
        """,
        row -> {
          var value = row.getBigDecimal(5);
          return new ReportCorrectedFigure(
              row.getString(1),
              ObservationComparator.valueOf(row.getString(2)),
              row.getBigDecimal(3),
              value == null ? null : ObservationComparator.valueOf(row.getString(4)),
              value);
        },
        report);
  }
}
