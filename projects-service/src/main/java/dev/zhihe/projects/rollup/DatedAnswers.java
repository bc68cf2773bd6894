package dev.zhihe.projects.rollup;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.projects.ledger.entry.LedgerEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/**
 * Computed answers that measure time by a day. What held on a day is read from the history. Without
 * a day everything counts, and time is measured by today, or by the day of the position that is
 * asked for.
 */
@ApplicationScoped
public class DatedAnswers {
  private final Reads reads;
  private final UriInfo uri;
  private final Sql sql;

  DatedAnswers(Reads reads, UriInfo uri, DataSource source) {
    this.reads = reads;
    this.uri = uri;
    sql = new Sql(source);
  }

  /**
   * The answer to the current request.
   *
   * @param computation from states and the day by which time is measured
   */
  public <R extends Record> Response of(
      FormatQuery form,
      BiFunction<States, LocalDate, ? extends Computed<R>> computation,
      Class<R> row) {
    var asked = uri.getQueryParameters();
    var asOf = asked.getFirst(Reads.AS_OF);
    return asked.containsKey(Reads.ON) || (asOf != null && !asOf.equals(Cuts.NOW))
        ? reads.computed(
            form,
            states ->
                computation.apply(
                    states, Objects.requireNonNullElseGet(states.validOn(), () -> dayOf(states))),
            row)
        : reads.computedOn(form, computation, row);
  }

  /** The day on which the states of a past moment were the latest. */
  private LocalDate dayOf(States states) {
    var past = Objects.requireNonNull(states.past(LedgerEntry.class));
    return sql.query(
            "select sealed_at from sealed_change where position = ?",
            row -> Days.of(row.getObject(1, OffsetDateTime.class).toInstant()),
            past.position())
        .getFirst();
  }
}
