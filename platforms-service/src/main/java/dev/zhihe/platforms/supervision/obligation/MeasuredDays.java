package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.registry.platform.Platform;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The day by which time is measured: the one in {@code on}; else that of the position in {@code
 * asOf}; else today.
 */
@ApplicationScoped
public class MeasuredDays {
  private final UriInfo uri;
  private final InstantSource time;
  private final Sql sql;

  MeasuredDays(UriInfo uri, InstantSource time, DataSource source) {
    this.uri = uri;
    this.time = time;
    sql = new Sql(source);
  }

  /** The part of the ETag that stands for the day; empty if the position decides. */
  public String tag() {
    var on = uri.getQueryParameters().getFirst(Reads.ON);
    return on != null ? on : isPast() ? "" : today().toString();
  }

  /** The day of an answer from these states. */
  public LocalDate of(States states) {
    var on = on();
    return on != null ? on : isPast() ? dayOf(states) : today();
  }

  /** Whether the request names the day. */
  public boolean isNamed() {
    return uri.getQueryParameters().containsKey(Reads.ON);
  }

  /** Null also for what is no day: the kit refuses it. */
  private @Nullable LocalDate on() {
    var on = uri.getQueryParameters().getFirst(Reads.ON);
    try {
      return on == null ? null : LocalDate.parse(on);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private boolean isPast() {
    var asOf = uri.getQueryParameters().getFirst(Reads.AS_OF);
    return asOf != null && !asOf.equals(Cuts.NOW);
  }

  private LocalDate today() {
    return Days.of(time.instant());
  }

  /** The day on which the states of a past moment were the latest. */
  private LocalDate dayOf(States states) {
    var past = Objects.requireNonNull(states.past(Platform.class));
    return sql.query(
            "select sealed_at from sealed_change where position = ?",
            row -> Days.of(row.getObject(1, OffsetDateTime.class).toInstant()),
            past.position())
        .getFirst();
  }
}
