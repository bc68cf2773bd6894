package dev.zhihe.kit.sealed;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.problem.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Resolves {@code asOf} to a position at which a transaction ends. */
@Singleton
public class Cuts {
  /** Value of {@code asOf} for the cut that includes everything committed so far. */
  public static final String NOW = "now";

  private static final Pattern POSITION = Pattern.compile("(?:([^/]+)/(\\d{1,10})/)?(\\d{1,18})");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final SealedLog log;
  private final DataSource source;
  private final LatestCut latest;

  @Inject
  public Cuts(SealedLog log, DataSource source) {
    this(log, source, TIMEOUT);
  }

  /**
   * @param timeout maximum wait for the latest cut
   */
  public Cuts(SealedLog log, DataSource source, Duration timeout) {
    this.log = log;
    this.source = source;
    this.latest = new LatestCut(log, source, timeout);
  }

  /** The event id of a cut. */
  public String id(Cut cut) {
    return cut.id(log.service());
  }

  /**
   * Resolves a value of {@code asOf}.
   *
   * @param asOf a position, an event id, an instant with its offset, a day (meaning its end), or
   *     {@link #NOW}
   * @throws Problem 400 if there is no such moment, or if the position is of another epoch; 503 if
   *     the committed changes are not sealed in time
   */
  public Cut at(String asOf) {
    if (asOf.equals(NOW)) {
      return latest();
    }
    try (var connection = source.getConnection()) {
      var position = POSITION.matcher(asOf);
      return position.matches()
          ? atPosition(connection, asOf, position.group(1), position.group(2), position.group(3))
          : atInstant(connection, asOf);
    } catch (SQLException e) {
      throw new PersistenceException("The history cannot be read", e);
    }
  }

  private Cut atPosition(
      Connection connection,
      String asOf,
      @Nullable String serviceName,
      @Nullable String epoch,
      String position)
      throws SQLException {
    if (serviceName != null && !serviceName.equals(log.service())) {
      throw Problem.parameter(
          "asOf",
          asOf,
          "该位置属于 %s，不属于 %s",
          "that position is of %s, not of %s",
          serviceName,
          log.service());
    }
    var requested = Long.parseLong(position);
    if (requested < 1) {
      throw SnapshotPosition.beforeTheFirst(connection, "asOf", asOf);
    }
    var resolved = SnapshotPosition.resolve(connection, "asOf", requested, 1);
    if (epoch != null && Long.parseLong(epoch) != resolved.positionEpoch()) {
      throw Problem.parameter(
          "asOf",
          asOf,
          "该位置现属纪元 %d：位置曾被重置（如恢复备份）",
          "that position is of epoch %d now: positions were rewound, as by a restore",
          resolved.positionEpoch());
    }
    return new Cut(resolved.positionEpoch(), requested);
  }

  /**
   * The last cut sealed at or before an instant. A batch that is still being sealed may have a
   * timestamp before that instant. So if no finished batch is later than the instant, this waits
   * for the current batch to end.
   */
  private static Cut atInstant(Connection connection, String asOf) throws SQLException {
    var day = DAY.matcher(asOf).matches();
    var instant = day ? endOfDay(asOf) : instant(asOf);
    try (var statement =
        connection.prepareStatement(
            "select sealed_at >= ? as passed, clock_timestamp() < ? as future from feed_head")) {
      statement.setObject(1, instant);
      statement.setObject(2, instant);
      boolean passed;
      try (var row = statement.executeQuery()) {
        row.next();
        if (row.getBoolean("future")) {
          throw day
              ? Problem.parameter(
                  "asOf",
                  asOf,
                  "这一天（北京时间）尚未结束；当前所知为 asOf=now",
                  "that day has not ended in Asia/Shanghai; asOf=now is what is known by now")
              : Problem.parameter(
                  "asOf", asOf, "asOf 不能是将来的时刻", "asOf is no instant of the future");
        }
        passed = row.getBoolean("passed");
      }
      if (!passed) {
        SealedLog.awaitBatch(connection);
      }
    }
    try (var statement =
        connection.prepareStatement(
            """
            select feed_epoch, position from sealed_change
            where sealed_at <= ? and last_of_transaction order by sealed_at desc, position desc limit 1
            """)) {
      statement.setObject(1, instant);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw Problem.parameter("asOf", asOf, "此时尚无任何记录", "nothing was recorded by then");
        }
        return new Cut(row.getInt(1), row.getLong(2));
      }
    }
  }

  /** The last instant of a day. */
  private static OffsetDateTime endOfDay(String asOf) {
    try {
      var next = Days.begins(LocalDate.parse(asOf).plusDays(1));
      return next.minus(1, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw Problem.parameter("asOf", asOf, "没有这一天", "there is no such day");
    }
  }

  private static OffsetDateTime instant(String asOf) {
    try {
      return Instant.parse(asOf).atOffset(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      try {
        return OffsetDateTime.parse(asOf);
      } catch (DateTimeParseException neither) {
        throw Problem.parameter(
            "asOf",
            asOf,
            "asOf 应为位置（如 1204）、带时区的时刻（如 2026-11-23T08:00:00Z）、日期（如 2026-11-23）或 now",
            "asOf is a position, such as 1204, an instant with its offset, such as 2026-11-23T08:00:00Z, a day, such as 2026-11-23, or now");
      }
    }
  }

  /**
   * The cut that includes everything committed before this call.
   *
   * @throws Problem 503 if the committed changes are not sealed in time
   */
  public Cut latest() {
    return latest.await();
  }
}
