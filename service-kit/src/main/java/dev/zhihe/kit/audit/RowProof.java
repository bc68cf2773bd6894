package dev.zhihe.kit.audit;

import static dev.zhihe.kit.audit.StoredRow.digest;
import static dev.zhihe.kit.audit.StoredRow.instant;
import static dev.zhihe.kit.audit.StoredRow.number;
import static dev.zhihe.kit.audit.Verdict.fault;

import dev.zhihe.kit.changelog.ChangeHash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares a row of the sealed order with its hash, its link and its copies. */
final class RowProof {
  private static final HexFormat HEX = HexFormat.of();

  private RowProof() {}

  /**
   * The hash computed from the row differs from the stored one. The chain confirms the stored hash,
   * so the row was altered. The copies of its columns tell which one.
   */
  static VerdictFault altered(ResultSet row, long here, byte[] stored, byte[] hash)
      throws SQLException {
    for (var column : List.of("actor", "request_id")) {
      if (!Objects.equals(row.getString(column), row.getString("copied_" + column))) {
        return fault(
            here, "change_log." + column, row.getString("copied_" + column), row.getString(column));
      }
    }
    if (row.getString("kept_entity_type") != null) {
      for (var column : HistoryProof.COLUMNS) {
        if (!Objects.equals(row.getString(column), row.getString("kept_" + column))) {
          return fault(
              here, "change_log." + column, row.getString("kept_" + column), row.getString(column));
        }
      }
      if (row.getString("kept_body") != null) {
        return fault(here, "change_log.body", row.getString("kept_body"), digest(row, "body"));
      }
    }
    return fault(
        here,
        "change_log (of columns without a copy: reason, recorded_at, action, salt, audit_salt)",
        HEX.formatHex(stored),
        HEX.formatHex(hash));
  }

  /**
   * The row is intact but its chain value does not match. The next link decides whether the chain
   * value itself was altered.
   */
  static VerdictFault broken(Connection connection, long here, byte[] stored, byte[] computed)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select n.hash, n.sealed_at, n.last_of_transaction, n.chain, f.chain as head_chain
            from feed_head f left join sealed_change n on n.position = ?
            """)) {
      statement.setLong(1, here + 1);
      try (var next = statement.executeQuery()) {
        next.next();
        var vouched =
            next.getBytes("hash") == null
                ? Arrays.equals(stored, next.getBytes("head_chain"))
                : Arrays.equals(
                    next.getBytes("chain"),
                    ChangeHash.chain(
                        stored,
                        here + 1,
                        next.getBytes("hash"),
                        instant(next, "sealed_at"),
                        next.getBoolean("last_of_transaction")));
        return vouched
            ? fault(
                here,
                "sealed_change (sealed_at or last_of_transaction)",
                HEX.formatHex(stored),
                HEX.formatHex(computed))
            : fault(here, "sealed_change.chain", HEX.formatHex(computed), HEX.formatHex(stored));
      }
    }
  }

  /** What is kept of a row more than once, and what follows from the row before it. */
  static @Nullable VerdictFault copies(
      ResultSet row, long here, Instant sealed, @Nullable Instant sealedBefore)
      throws SQLException {
    for (var column : List.of("actor", "request_id")) {
      if (!row.getString(column).equals(row.getString("copied_" + column))) {
        return fault(
            here,
            "sealed_change." + column,
            row.getString(column),
            row.getString("copied_" + column));
      }
    }
    if (row.getInt("feed_epoch") != row.getInt("epoch")) {
      return fault(
          here, "sealed_change.feed_epoch", row.getString("epoch"), row.getString("feed_epoch"));
    }
    if (sealedBefore != null && sealed.isBefore(sealedBefore)) {
      return fault(here, "sealed_change.sealed_at", "from " + sealedBefore + " on", "" + sealed);
    }
    var created = row.getString("action").equals("created");
    var version = row.getLong("version");
    if (version > 1 && !before(row, here)) {
      return fault(
          here,
          "change_log.version",
          "version " + (version - 1) + " at an earlier position",
          row.getString("preceding_position"));
    }
    return created == (version == 1 || "deleted".equals(row.getString("earlier_action")))
        ? null
        : fault(
            here, "change_log.action", created ? "updated" : "created", row.getString("action"));
  }

  private static boolean before(ResultSet row, long here) throws SQLException {
    var preceding = number(row, "preceding_position");
    return preceding != null && preceding < here;
  }
}
