package dev.zhihe.kit.feed;

import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.sealed.SnapshotPosition;
import dev.zhihe.kit.security.Audiences;
import dev.zhihe.kit.sql.LongReads;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * All states that stood at one position, in order of type and id, as lines of JSON and as digests.
 *
 * <p>What is sealed never changes, so nothing need be held open: each chunk is a short statement of
 * its own, read into memory whole before any of it is sent. However slow the reader, it holds
 * neither a connection nor a transaction, and the heap holds one chunk.
 */
@Singleton
public class Snapshots {
  /** Rows that one statement looks at, whether or not they are for this reader. */
  private static final int ROWS = 4_000;

  /** What a chunk may come to before its last row. */
  private static final int BYTES = 2_000_000;

  private static final int BINARY_HEADER = 19;
  private static final byte[] VERSION = ascii(",\"version\":");
  private static final byte[] STATE = ascii(",\"data\":");

  private final DataSource source;

  public Snapshots(DataSource source) {
    this.source = source;
  }

  /** Where a line stands in the order. */
  record Place(String entityType, String entityId) {
    /** The place in a snapshot that a text names: a type, a slash and an entity's id. */
    static @Nullable Place named(Refusals refusals, String name, @Nullable String text) {
      if (text == null) {
        return null;
      }
      var slash = text.indexOf('/');
      if (slash > 0
          && slash < text.length() - 1
          && Scope.TYPE.matcher(text.substring(0, slash)).matches()
          && text.chars().noneMatch(Character::isISOControl)) {
        return new Place(text.substring(0, slash), text.substring(slash + 1));
      }
      refusals.add(
          name,
          text,
          "应为 entityType/entityId，取自最后一整行",
          "entityType/entityId of the last whole line that came");
      return null;
    }
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
   * Writes the whole answer: where it stands, the states, and that this was all.
   *
   * @param after goes on after this place; null from the beginning
   */
  void send(
      String service,
      SnapshotPosition at,
      Scope scope,
      Audiences readable,
      @Nullable Place after,
      OutputStream out)
      throws SQLException, IOException {
    line(
        out,
        SnapshotLine.of(
            new SnapshotLine.Head(service, at.feedEpoch(), at.position(), at.chain(), at.time())));
    var content = write(at, scope, readable, after, out);
    var entities = content.stream().mapToLong(ContentDigest::count).sum();
    line(out, SnapshotLine.of(new SnapshotLine.End(entities, content)));
  }

  private static void line(OutputStream out, SnapshotLine line) throws IOException {
    out.write((Views.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * How many of the states that {@link #send} would write are not for everybody. It looks at all of
   * them before the first is sent, which takes longer than other statements may.
   */
  long conditional(SnapshotPosition at, Scope scope, Audiences readable, @Nullable Place after)
      throws SQLException {
    if (readable.equals(Audiences.PUBLIC)) {
      return 0;
    }
    return LongReads.read(
        source,
        connection ->
            inTransaction(
                connection,
                "set local statement_timeout = '50s'",
                () -> conditional(connection, at, scope, readable, after)));
  }

  private static long conditional(
      Connection connection,
      SnapshotPosition at,
      Scope scope,
      Audiences readable,
      @Nullable Place after)
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
   * @param after goes on after this place; null from the beginning
   * @param out null to digest alone
   * @return the content digests of what was written, of each type that has any
   */
  List<ContentDigest> write(
      SnapshotPosition at,
      Scope scope,
      Audiences readable,
      @Nullable Place after,
      @Nullable OutputStream out)
      throws SQLException, IOException {
    var content = new ArrayList<ContentDigest>();
    var chunk = new Chunk(out != null);
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
          out.write(chunk.lines, 0, chunk.size);
        }
      }
      if (chunk.count > 0) {
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

  /** The type after another: of those that are asked for, or of those that are there. */
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

  /** Reads the next rows of the chunk's type; false if there are none. */
  private boolean read(Chunk chunk, String seen) throws SQLException {
    chunk.clear();
    return LongReads.read(
        source,
        connection ->
            inTransaction(
                connection,
                // The order of the key, whatever the planner believes of a table it has not counted
                // yet.
                "set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off",
                () -> {
                  copy(connection.unwrap(PGConnection.class), chunk, seen);
                  return chunk.looked > 0;
                }));
  }

  @FunctionalInterface
  private interface Query<T> {
    T answer() throws SQLException;
  }

  private static <T> T inTransaction(Connection connection, String settings, Query<T> query)
      throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(settings);
      var answer = query.answer();
      connection.commit();
      return answer;
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException gone) {
        e.addSuppressed(gone);
      }
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /**
   * Rows that are not for this reader come too, without their bodies: so that a statement ends soon
   * even where nothing is to be found.
   */
  private static void copy(PGConnection connection, Chunk chunk, String seen) throws SQLException {
    var copy =
        connection
            .getCopyAPI()
            .copyOut(
                """
                copy (
                  select entity_id, version, from_position, body from (
                    select *, sum(octet_length(body)) over (order by entity_id, from_position rows between unbounded preceding and 1 preceding) as bytes
                    from (
                      select entity_id, version, from_position, case when %s then body end as body from history r
                      where entity_type = '%s' and (entity_id, from_position) > ('%s', %d)
                      order by entity_id, from_position limit %d) looked) sized
                  where coalesce(bytes, 0) < %d
                ) to stdout (format binary)
                """
                    .formatted(
                        seen,
                        connection.escapeLiteral(chunk.type),
                        connection.escapeLiteral(chunk.lastId()),
                        chunk.lastPosition,
                        ROWS,
                        BYTES));
    var first = true;
    for (var message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
      var row = ByteBuffer.wrap(message);
      if (first) {
        row.position(BINARY_HEADER);
        first = false;
      }
      if (row.remaining() > Short.BYTES && row.getShort() > 0) { // else the trailer
        chunk.take(message, row.position());
      }
    }
  }

  /** What one statement brought, as lines, and the digest of all of its type so far. */
  private static final class Chunk {
    private static final byte[] HEX = ascii("0123456789abcdef");

    private final boolean sends;
    private final MessageDigest state = ChangeHash.sha256();
    private final MessageDigest content = ChangeHash.sha256();
    private final byte[] hash = new byte[32];
    private byte[] proof = new byte[256];
    private byte[] lines = new byte[1 << 16];
    private int size;
    private int looked;
    private long count;
    private String type = "";
    private byte[] beginning = {};
    private byte[] last = {};
    private int lastStart;
    private int lastLength;
    private long lastPosition;

    Chunk(boolean sends) {
      this.sends = sends;
    }

    void begin(String newType) {
      type = newType;
      beginning = ascii("{\"entityType\":\"" + newType + "\",\"entityId\":");
      count = 0;
      lastLength = 0;
      lastPosition = 0;
    }

    void goOnAfter(String id) {
      last = id.getBytes(StandardCharsets.UTF_8);
      lastStart = 0;
      lastLength = last.length;
      lastPosition = Long.MAX_VALUE;
    }

    String lastId() {
      return new String(last, lastStart, lastLength, StandardCharsets.UTF_8);
    }

    void clear() {
      size = 0;
      looked = 0;
    }

    ContentDigest digested() {
      return new ContentDigest(type, count, HexFormat.of().formatHex(content.digest()));
    }

    /** One row: id, version, position, body. */
    void take(byte[] message, int start) {
      var row = ByteBuffer.wrap(message).position(start);
      looked++;
      last = message; // the driver makes one for each row
      lastLength = row.getInt();
      lastStart = row.position();
      row.position(lastStart + lastLength + Integer.BYTES);
      var version = row.getLong();
      row.getInt();
      lastPosition = row.getLong();
      var length = row.getInt();
      if (length < 0) {
        return;
      }
      count++;
      var digits = ascii(Long.toString(version));
      prove(digits, message, row.position(), length);
      if (sends) {
        var id = quoted();
        room(
            beginning.length
                + id.length
                + VERSION.length
                + digits.length
                + STATE.length
                + length
                + 2);
        put(beginning, 0, beginning.length);
        put(id, 0, id.length);
        put(VERSION, 0, VERSION.length);
        put(digits, 0, digits.length);
        put(STATE, 0, STATE.length);
        put(message, row.position(), length);
        lines[size++] = '}';
        lines[size++] = '\n';
      }
    }

    /** Adds the line of the content digest: id, version, hash of the data. */
    private void prove(byte[] version, byte[] body, int start, int length) {
      state.update(body, start, length);
      try {
        state.digest(hash, 0, hash.length);
      } catch (java.security.DigestException e) {
        throw new AssertionError("32 bytes are enough", e);
      }
      var needed = lastLength + version.length + 2 * hash.length + 3;
      if (proof.length < needed) {
        proof = new byte[needed];
      }
      System.arraycopy(last, lastStart, proof, 0, lastLength);
      var at = lastLength;
      proof[at++] = ' ';
      System.arraycopy(version, 0, proof, at, version.length);
      at += version.length;
      proof[at++] = ' ';
      for (var value : hash) {
        proof[at++] = HEX[(value >> 4) & 15];
        proof[at++] = HEX[value & 15];
      }
      proof[at++] = '\n';
      content.update(proof, 0, at);
    }

    private byte[] quoted() {
      for (int i = lastStart; i < lastStart + lastLength; i++) {
        if ((last[i] >= 0 && last[i] < ' ') || last[i] == '"' || last[i] == '\\') {
          return Views.write(lastId()).getBytes(StandardCharsets.UTF_8);
        }
      }
      var quoted = new byte[lastLength + 2];
      quoted[0] = '"';
      System.arraycopy(last, lastStart, quoted, 1, lastLength);
      quoted[lastLength + 1] = '"';
      return quoted;
    }

    private void room(int more) {
      if (lines.length - size < more) {
        lines = Arrays.copyOf(lines, Math.max(2 * lines.length, size + more));
      }
    }

    private void put(byte[] bytes, int start, int length) {
      System.arraycopy(bytes, start, lines, size, length);
      size += length;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
