package dev.zhihe.kit.reads;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.sealed.CurrentStates;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.sealed.Freshness;
import dev.zhihe.kit.sealed.History;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.Filters;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The moment that a read is about: what was known ({@code asOf}) and what held ({@code on}). States
 * of the past come from the history, those of now from the tables.
 */
@ApplicationScoped
class Moments {
  /** A file of a million rows is written within this time. */
  private static final int TIMEOUT_SECONDS = 300;

  private static final int CHUNK = 1_000;

  private final CurrentStates current;
  private final History history;
  private final Cuts cuts;
  private final SealedLog log;
  private final DataSource source;
  private final UriInfo uri;

  Moments(
      CurrentStates current,
      History history,
      Cuts cuts,
      SealedLog log,
      DataSource source,
      UriInfo uri) {
    this.current = current;
    this.history = history;
    this.cuts = cuts;
    this.log = log;
    this.source = source;
    this.uri = uri;
  }

  /**
   * What a read is about.
   *
   * @param cut what the service knew; null for what it knows now
   * @param on the day on which it held; null for every day
   */
  record Moment(History.@Nullable Cut cut, @Nullable LocalDate on) {}

  /**
   * What an answer stands on.
   *
   * @param freshness the same only while the answer is
   * @param asOf the event id that {@code asOf} takes to give the same answer again; null while
   *     something that was committed has no position yet
   */
  record Standing(String freshness, @Nullable String asOf) {}

  /** States, and what they stand on. */
  record Found(Standing standing, List<History.State> states) {}

  /**
   * The moment that the request names. What holds on a day is read from the history: at the latest
   * cut, if no other was asked for.
   */
  Moment asked() {
    var on = on();
    var cut = cut();
    return new Moment(cut == null && on != null ? cuts.latest() : cut, on);
  }

  /** What the request asks to be known, of every day. */
  Moment known() {
    return new Moment(cut(), null);
  }

  /** The day that the request names. */
  @Nullable LocalDate on() {
    return given(Reads.ON).map(Moments::day).orElse(null);
  }

  /**
   * Whether the request asks for the latest cut there is, so that asked again it may mean another.
   */
  boolean latest() {
    return given(Reads.AS_OF).filter(Cuts.NOW::equals).isPresent();
  }

  private History.@Nullable Cut cut() {
    return given(Reads.AS_OF).map(cuts::at).orElse(null);
  }

  private Optional<String> given(String parameter) {
    return Optional.ofNullable(uri.getQueryParameters().getFirst(parameter));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Problem.parameter(
          Reads.ON, text, "on 应为日期，如 2023-06-30", "on is a day, such as 2023-06-30");
    }
  }

  /** What an answer would stand on; of now it is another as soon as something is committed. */
  Standing standing(Moment moment) {
    return moment.cut == null ? standing(log.freshness()) : standing(moment.cut);
  }

  private Standing standing(Freshness freshness) {
    var cut = freshness.cut();
    return new Standing(freshness.key(), cut == null ? null : standing(cut).asOf);
  }

  private Standing standing(History.Cut cut) {
    var id = cuts.id(cut);
    return new Standing(id, cut.position() == 0 ? null : id);
  }

  /** An entity by its code. */
  Found item(Moment moment, Class<? extends Published> type, String code) {
    if (moment.cut == null) {
      return found(current.item(type, code));
    }
    var state = history.item(ChangeLog.typeName(type), code, moment.cut, moment.on);
    return new Found(standing(moment.cut), state.stream().toList());
  }

  /** Entities in the order of their codes, those after one. */
  Found page(
      Moment moment,
      Class<? extends Published> type,
      String after,
      int most,
      Audiences readable,
      Filters filters) {
    if (moment.cut == null) {
      return found(current.page(type, after, most, readable, filters));
    }
    return new Found(
        standing(moment.cut),
        history.page(
            ChangeLog.typeName(type), after, most, moment.cut, moment.on, readable, filters));
  }

  private Found found(CurrentStates.Found now) {
    return new Found(standing(now.freshness()), now.states());
  }

  /** All the states that there are, in the order of their codes. */
  void each(
      Class<? extends Published> type,
      Filters filters,
      Audiences readable,
      Moment moment,
      Consumer<History.State> state) {
    var chunk = page(moment, type, "", CHUNK, readable, filters).states();
    while (!chunk.isEmpty()) {
      chunk.forEach(state);
      chunk =
          chunk.size() < CHUNK
              ? List.of()
              : page(moment, type, chunk.getLast().code(), CHUNK, readable, filters).states();
    }
  }

  /** Reads with several statements what is of one moment; what is past stands still by itself. */
  <T> T together(Moment moment, Function<Standing, T> reading) {
    if (moment.cut != null) {
      return reading.apply(standing(moment.cut));
    }
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(TIMEOUT_SECONDS));
    try {
      readOneSnapshot();
      return reading.apply(standing(moment));
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  private void readOneSnapshot() {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("set transaction isolation level repeatable read, read only");
    } catch (SQLException e) {
      throw new PersistenceException("No snapshot can be read", e);
    }
  }
}
