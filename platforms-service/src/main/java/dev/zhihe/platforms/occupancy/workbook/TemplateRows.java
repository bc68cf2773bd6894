package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.registry.platform.PlatformType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The platforms of which the caller may have a template. */
@ApplicationScoped
class TemplateRows {
  private final Sql sql;
  private final Caller caller;

  TemplateRows(DataSource source, Caller caller) {
    sql = new Sql(source);
    this.caller = caller;
  }

  /**
   * The platforms in the period's area: for an operator those of its organisation, for the bureau
   * all that have an operator. A report that another organisation has under review does not count:
   * the present operator's takes its place. A platform that left the registry before the period's
   * end is there only with a report of the period.
   *
   * @param platform if given, this platform alone
   * @param operator if given, the platforms of this operator alone
   */
  List<TemplateRow> of(
      ReportingPeriodView period, @Nullable String platform, @Nullable String operator) {
    return sql.query(
        """
        select platform.code, platform.name, platform.floor_area_m2,
          report.code is not null and not coalesce(own.is_returned, false) and amendment.body is null,
          case when own.is_returned then report.body else amendment.body end,
          last.body, last.period_end = ?::date - 1,
          platform.type
        from platform join operator on operator.code = platform.operator
        left join occupancy_report report on report.platform = platform.code
          and report.period = ? and report.amends is null
          and (report.status = 'ACCEPTED' or report.organisation = operator.credit_code)
        left join lateral (select report.status = 'RETURNED'
          and report.organisation = operator.credit_code as is_returned) own on true
        left join occupancy_report amendment on amendment.amends = report.code
          and amendment.status = 'RETURNED' and amendment.organisation = operator.credit_code
        left join lateral (select earlier.body, earlier.period_end from occupancy_report earlier
          where earlier.platform = platform.code and earlier.amends is null
            and earlier.status = 'ACCEPTED' and earlier.period_end < ?
            and earlier.usable_area_m2 is not null
          order by earlier.period_end desc, earlier.code desc limit 1) last on true
        where platform.area = ? and (report.code is not null or platform.status not in ('WITHDRAWN', 'MERGED')
            or platform.status_since is null or platform.status_since >= ?)
          and (? or operator.credit_code = ?)
          and platform.code = coalesce(?, platform.code)
          and operator.code = coalesce(?, operator.code)
        order by platform.code""",
        row ->
            new TemplateRow(
                row.getString(1),
                row.getString(2),
                PlatformType.valueOf(row.getString(8)),
                row.getBigDecimal(3),
                row.getBoolean(4),
                report(row.getString(5)),
                report(row.getString(6)),
                row.getBoolean(7)),
        period.startDate(),
        period.code(),
        period.startDate(),
        period.area(),
        period.endDate(),
        caller.inBureau(),
        caller.organisation(),
        platform,
        operator);
  }

  /** The areas of the platforms of which the caller may have a template. */
  List<String> areas(@Nullable String platform, @Nullable String operator) {
    return sql.query(
        """
        select distinct platform.area from platform join operator on operator.code = platform.operator
        where (? or operator.credit_code = ?) and platform.code = coalesce(?, platform.code)
          and operator.code = coalesce(?, operator.code)
        order by platform.area""",
        row -> row.getString(1),
        caller.inBureau(),
        caller.organisation(),
        platform,
        operator);
  }

  private static @Nullable OccupancyReportView report(@Nullable String body) {
    return body == null ? null : Views.read(body, OccupancyReportView.class);
  }
}
