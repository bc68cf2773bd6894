package dev.zhihe.indicators.edition;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.LongPredicate;
import javax.sql.DataSource;

/** Knows the edition that holds at a position. The migration that adds an edition records it. */
@ApplicationScoped
public class Editions {
  private final Sql sql;

  Editions(DataSource source) {
    sql = new Sql(source);
  }

  /** The edition for these states. */
  public Edition at(States states) {
    return edition(states::areAfter);
  }

  /** The edition for answers about a cut. */
  public Edition at(Cut cut) {
    return edition(position -> cut.position() > position);
  }

  private Edition edition(LongPredicate isAfter) {
    var seconds =
        sql.query(
            "select after_position from rule_edition where edition = 2", row -> row.getLong(1));
    return seconds.stream().anyMatch(isAfter::test) ? Edition.SECOND : Edition.FIRST;
  }
}
