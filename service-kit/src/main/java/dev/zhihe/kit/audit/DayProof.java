package dev.zhihe.kit.audit;

import static dev.zhihe.kit.audit.StoredRow.instant;
import static dev.zhihe.kit.audit.Verdict.fault;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.sealed.SealedLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares the daily heads with the log. */
final class DayProof {
  private static final HexFormat HEX = HexFormat.of();

  private final Map<Long, DailyHead> days;

  /** The heads kept at the positions that are walked along. */
  DayProof(Map<Long, DailyHead> days) {
    this.days = days;
  }

  /** Between two positions of different days, the head of the earlier day must be stored. */
  @Nullable VerdictFault ended(LogWalk walk, ResultSet row) throws SQLException {
    var position = walk.position();
    var sealedAt = walk.sealedAt();
    if (sealedAt == null) {
      return null;
    }
    var day = Days.of(sealedAt);
    if (!day.isBefore(Days.of(instant(row, "sealed_at")))) {
      return null;
    }
    var kept = days.remove(position);
    if (kept == null) {
      return fault(position, "daily_head of " + day, "a row", null);
    }
    if (!kept.day().equals(day)) {
      return fault(position, "daily_head.day", day.toString(), kept.day().toString());
    }
    if (!kept.chain().equals(HEX.formatHex(walk.chain()))) {
      return fault(position, "daily_head.chain", HEX.formatHex(walk.chain()), kept.chain());
    }
    return kept.sealedAt().equals(sealedAt.toString())
        ? null
        : fault(position, "daily_head.sealed_at", sealedAt.toString(), kept.sealedAt());
  }

  /** Heads that are left over where the walk has come to belong to no end of a day. */
  @Nullable VerdictFault notEnded(Connection connection, long position) throws SQLException {
    // The head at the last position of the range is compared together with the position after it.
    days.remove(position);
    if (days.isEmpty()) {
      return null;
    }
    var first = days.entrySet().iterator().next();
    var ended = SealedLog.lastBefore(connection, Days.begins(first.getValue().day().plusDays(1)));
    return fault(
        ended == null ? first.getKey() : ended,
        "daily_head.position",
        String.valueOf(ended),
        String.valueOf(first.getKey()));
  }
}
