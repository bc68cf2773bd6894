package dev.zhihe.indicators.report;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The moment by which other services knew what a report attaches. Positions of one service say
 * nothing to another, so it is an instant.
 */
@ApplicationScoped
class ReportMoment {
  private final Sql sql;

  ReportMoment(DataSource source) {
    sql = new Sql(source);
  }

  /**
   * The moment of a report; null for the time at which it is made.
   *
   * @param asOf as it was asked for, and checked
   * @param cut that it was resolved to
   */
  @Nullable Instant of(@Nullable String asOf, Cut cut) {
    if (asOf == null || asOf.equals(Cuts.NOW)) {
      return null;
    }
    if (asOf.contains("T")) {
      return OffsetDateTime.parse(asOf).toInstant();
    }
    if (asOf.contains("-") && !asOf.contains("/")) {
      return Days.begins(LocalDate.parse(asOf).plusDays(1)).minus(1, ChronoUnit.MICROS);
    }
    return sql.query(
            "select sealed_at from sealed_change where position = ?",
            row -> row.getObject(1, OffsetDateTime.class).toInstant(),
            cut.position())
        .getFirst();
  }
}
