package dev.zhihe.indicators.edition;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
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
    var cut = states.cut();
    return cut == null ? Edition.LATEST : at(cut); // what has no position yet is newer than any
  }

  /** The edition for answers about a cut. */
  public Edition at(Cut cut) {
    var later =
        sql.query(
            "select edition from rule_edition where after_position < ?",
            row -> row.getInt(1),
            cut.position());
    return later.contains(2) ? Edition.SECOND : Edition.FIRST;
  }
}
