package dev.zhihe.kit.feed;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.sealed.SnapshotPosition;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.LongReads;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * All states at one position, ordered by type and id, as lines of JSON and as digests.
 *
 * <p>Sealed rows never change, so no transaction is held open. Each chunk is one short statement,
 * read into memory completely before any of it is sent. A slow reader therefore holds neither a
 * connection nor a transaction, and the heap holds one chunk.
 */
@Singleton
public class Snapshots {
  private final DataSource source;

  public Snapshots(DataSource source) {
    this.source = source;
  }

  /**
   * Resolves the snapshot position.
   *
   * @param at null means the head
   * @throws Problem 400 if no transaction ends there
   */
  public SnapshotPosition position(@Nullable Long at) throws SQLException {
    try (var connection = source.getConnection()) {
      return SnapshotPosition.resolve(connection, "at", at, 0);
    }
  }

  /**
   * Writes the whole answer: the head line, the states, and the end line.
   *
   * @param after continues after this place; null for the beginning
   */
  void send(
      String service,
      SnapshotPosition at,
      Scope scope,
      Audiences readable,
      @Nullable SnapshotPlace after,
      OutputStream out)
      throws SQLException, IOException {
    line(
        out,
        SnapshotLine.of(
            new SnapshotHead(service, at.feedEpoch(), at.position(), at.chain(), at.time())));
    var content = write(at, scope, readable, after, out);
    var entities = content.stream().mapToLong(ContentDigest::count).sum();
    line(out, SnapshotLine.of(new SnapshotEnd(entities, content)));
  }

  private static void line(OutputStream out, SnapshotLine line) throws IOException {
    out.write((Views.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Counts the non-public states that {@link #send} would write. It reads all of them before the
   * first is sent, which takes longer than other statements may.
   */
  long conditional(
      SnapshotPosition at, Scope scope, Audiences readable, @Nullable SnapshotPlace after)
      throws SQLException {
    if (readable.equals(Audiences.PUBLIC)) {
      return 0;
    }
    return LongReads.read(
        source,
        "set local statement_timeout = '50s'",
        connection -> conditional(connection, at, scope, readable, after));
  }

  private static long conditional(
      Connection connection,
      SnapshotPosition at,
      Scope scope,
      Audiences readable,
      @Nullable SnapshotPlace after)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select count(*) from history h
            where audience <> 'PUBLIC' and from_position <= ? and (to_position is null or to_position > ?)
              and (entity_type, entity_id) > (?, ?) and\s"""
                + scope.seen("h", readable))) {
      statement.setLong(1, at.position());
      statement.setLong(2, at.position());
      statement.setString(3, after == null ? "" : after.entityType());
      statement.setString(4, after == null ? "" : after.entityId());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * Writes a line for each state.
   *
   * @param after continues after this place; null for the beginning
   * @param out null to compute the digests only
   * @return the content digest of each type that has states
   */
  List<ContentDigest> write(
      SnapshotPosition at,
      Scope scope,
      Audiences readable,
      @Nullable SnapshotPlace after,
      @Nullable OutputStream out)
      throws SQLException, IOException {
    var content = new ArrayList<ContentDigest>();
    var chunk = new SnapshotChunk(out != null);
    var seen =
        "from_position <= %1$d and (to_position is null or to_position > %1$d) and %2$s"
            .formatted(at.position(), scope.seen("r", readable));
    var type = after == null ? nextType("", scope) : typeFrom(after.entityType(), scope);
    while (type != null) {
      chunk.begin(type);
      if (after != null && after.entityType().equals(type)) {
        chunk.goOnAfter(after.entityId());
      }
      while (read(chunk, seen)) {
        if (out != null) {
          chunk.writeTo(out);
        }
      }
      if (chunk.count() > 0) {
        content.add(chunk.digested());
      }
      type = nextType(type, scope);
    }
    return content;
  }

  private @Nullable String typeFrom(String first, Scope scope) throws SQLException {
    return scope.types().isEmpty() || scope.types().contains(first)
        ? first
        : nextType(first, scope);
  }

  /**
   * The next type after a given one: among the requested types, or else among the existing types.
   */
  private @Nullable String nextType(String before, Scope scope) throws SQLException {
    if (!scope.types().isEmpty()) {
      return scope.types().stream()
          .filter(type -> type.compareTo(before) > 0)
          .findFirst()
          .orElse(null);
    }
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                "select min(entity_type) from history where entity_type > ?")) {
      statement.setString(1, before);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** Reads the next rows of the chunk's type. Returns false if there are none. */
  private boolean read(SnapshotChunk chunk, String seen) throws SQLException {
    return LongReads.read(
        source,
        // Forces an index scan in key order, because the planner has no statistics for a new table.
        "set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off",
        connection -> chunk.read(connection.unwrap(PGConnection.class), seen));
  }
}
