package dev.zhihe.projects.fund;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the latest adopted position of each fund and body of a plan. The database finds it in typed
 * columns: those of the table for now, and those of its history for the past.
 */
@ApplicationScoped
class LatestPositions {
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private static final String LATEST =
      """
      select distinct on (fund, institution) fund, institution, month, committed_yuan, raised_yuan, invested_yuan
      from %s where plan = ? and status = 'ADOPTED' and corrected_by is null%s
      order by fund, institution, month desc""";

  private static final String KNOWN =
      " and from_position <= ? and (to_position is null or to_position > ?)";

  private static final String VALID =
      " and (valid_from is null or valid_from <= ?) and (valid_to is null or valid_to > ?)";

  private final Sql sql;

  LatestPositions(DataSource source) {
    sql = new Sql(source);
  }

  /** The latest positions of a plan at the moment of the states, in the order of fund and body. */
  List<LatestPosition> of(String plan, States states) {
    var past = states.past(FundPosition.class);
    var day = bounded(states.validOn());
    if (past == null) {
      return sql.query(LATEST.formatted("fund_position", ""), LatestPositions::read, plan);
    }
    return day == null
        ? sql.query(
            LATEST.formatted("fund_position_history", KNOWN),
            LatestPositions::read,
            plan,
            past.position(),
            past.position())
        : sql.query(
            LATEST.formatted("fund_position_history", KNOWN + VALID),
            LatestPositions::read,
            plan,
            past.position(),
            past.position(),
            day,
            day);
  }

  /** PostgreSQL reads years beyond four digits in another way. No month is beyond them. */
  private static @Nullable LocalDate bounded(@Nullable LocalDate day) {
    return day == null || !day.isAfter(LAST_DAY)
        ? day == null || !day.isBefore(FIRST_DAY) ? day : FIRST_DAY
        : LAST_DAY;
  }

  private static LatestPosition read(ResultSet row) throws SQLException {
    return new LatestPosition(
        new FundMonth(row.getString(1), row.getString(2), row.getString(3)),
        new FundAmounts(money(row, 4), money(row, 5), money(row, 6)));
  }

  private static BigDecimal money(ResultSet row, int column) throws SQLException {
    return row.getBigDecimal(column).setScale(2);
  }
}
