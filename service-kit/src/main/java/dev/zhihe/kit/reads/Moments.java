package dev.zhihe.kit.reads;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.sealed.CurrentStates;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.sealed.Freshness;
import dev.zhihe.kit.sealed.History;
import dev.zhihe.kit.sealed.SealedChange;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.sealed.SealedState;
import dev.zhihe.kit.sealed.ValidOn;
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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code asOf} (what was known) and {@code on} (what was valid). Past states come from the
 * history, current ones from the published tables.
 */
@ApplicationScoped
class Moments {
  /** Time limit that suffices to write a file of a million rows. */
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
   * The moment that the request asks for. What is valid on a day is read from the history: at the
   * latest cut, unless {@code asOf} names another.
   */
  Moment requestedMoment() {
    var on = on();
    var cut = cut();
    return new Moment(cut == null && on != null ? cuts.latest() : cut, on);
  }

  /** As {@link #requestedMoment}, at the latest cut unless {@code asOf} names another. */
  Moment requestedCut() {
    var moment = requestedMoment();
    return moment.cut() == null ? new Moment(cuts.latest(), moment.on()) : moment;
  }

  /** The moment in {@code asOf}, for any day. */
  Moment known() {
    return new Moment(cut(), null);
  }

  /** The day that the request names. */
  @Nullable LocalDate on() {
    return given(Reads.ON).map(Moments::day).orElse(null);
  }

  /** Whether the request asks for the latest cut, which changes from request to request. */
  boolean latest() {
    return given(Reads.AS_OF).filter(Cuts.NOW::equals).isPresent();
  }

  /** Whether the request names a moment that has passed, so that its answer never changes. */
  boolean past() {
    return given(Reads.AS_OF).filter(asOf -> !asOf.equals(Cuts.NOW)).isPresent();
  }

  /**
   * A freshness at which answers about a moment with a cut are current; null if none is known. Read
   * it before the data: if the log is put back in between, the answer counts as changed.
   */
  @Nullable Freshness freshnessAt(Moment moment) {
    if (moment.cut() == null || latest()) {
      return null;
    }
    var now = log.freshness();
    var isCurrent =
        past() ? now.position() >= moment.cut().position() : moment.cut().equals(now.cut());
    return isCurrent ? now : null;
  }

  private @Nullable Cut cut() {
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

  /** The position of a moment. The one of the current state changes with every commit. */
  ReadPosition position(Moment moment) {
    return moment.cut() == null ? position(log.freshness()) : position(moment.cut());
  }

  private ReadPosition position(Freshness freshness) {
    var cut = freshness.cut();
    return new ReadPosition(
        freshness.key(), cut == null ? null : position(cut).asOf(), cut, freshness);
  }

  private ReadPosition position(Cut cut) {
    var id = cuts.id(cut);
    return new ReadPosition(id, cut.position() == 0 ? null : id, cut, null);
  }

  /** An entity by its code. */
  FoundStates item(Moment moment, Class<? extends Published> type, String code) {
    if (moment.cut() == null) {
      return found(current.item(type, code));
    }
    var state =
        history.item(ChangeLog.typeName(type), code, moment.cut(), ValidOn.of(type, moment.on()));
    return new FoundStates(position(moment.cut()), state.stream().toList());
  }

  /** Entities ordered by code, after a given code. */
  FoundStates page(
      Moment moment,
      Class<? extends Published> type,
      String after,
      int limit,
      Audiences readable,
      Filters filters) {
    if (moment.cut() == null) {
      return found(current.page(type, after, limit, readable, filters));
    }
    return new FoundStates(
        position(moment.cut()),
        history.page(
            ChangeLog.typeName(type),
            after,
            limit,
            moment.cut(),
            ValidOn.of(type, moment.on()),
            readable,
            filters));
  }

  private FoundStates found(CurrentStates.Found now) {
    return new FoundStates(position(now.freshness()), now.states());
  }

  /** The sealed versions of an entity after a version, at a moment that has a cut. */
  List<SealedChange> versions(
      Moment moment,
      Class<? extends Published> type,
      String code,
      long after,
      int limit,
      Audiences readable) {
    return log.versions(
        ChangeLog.typeName(type),
        code,
        after,
        limit,
        Objects.requireNonNull(moment.cut()),
        moment.on(),
        readable);
  }

  /** All states, ordered by code. */
  void each(
      Class<? extends Published> type,
      Filters filters,
      Audiences readable,
      Moment moment,
      Consumer<SealedState> state) {
    chunks(type, filters, readable, moment, chunk -> chunk.forEach(state));
  }

  /** As {@link #each}, in parts of at most {@value #CHUNK} states. */
  void chunks(
      Class<? extends Published> type,
      Filters filters,
      Audiences readable,
      Moment moment,
      Consumer<List<SealedState>> part) {
    var chunk = page(moment, type, "", CHUNK, readable, filters).states();
    while (!chunk.isEmpty()) {
      part.accept(chunk);
      chunk =
          chunk.size() < CHUNK
              ? List.of()
              : page(moment, type, chunk.getLast().code(), CHUNK, readable, filters).states();
    }
  }

  /**
   * Reads one moment with several statements. For the current state they share a database snapshot;
   * a past state needs none, because it never changes.
   */
  <T> T together(Moment moment, Function<ReadPosition, T> reading) {
    if (moment.cut() != null) {
      return reading.apply(position(moment.cut()));
    }
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(TIMEOUT_SECONDS));
    try {
      readOneSnapshot();
      return reading.apply(position(moment));
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
