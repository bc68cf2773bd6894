package dev.zhihe.projects;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/**
 * The day of a past position: computed answers about it go by that day unless they name another.
 */
@ApplicationScoped
public class PositionDays {
  private final Sql sql;

  PositionDays(DataSource source) {
    sql = new Sql(source);
  }

  /** The day on which the states of a cut were the latest. */
  public LocalDate of(Cut cut) {
    return sql.query(
            "select sealed_at from sealed_change where position = ?",
            row -> Days.of(row.getObject(1, OffsetDateTime.class).toInstant()),
            cut.position())
        .getFirst();
  }
}
