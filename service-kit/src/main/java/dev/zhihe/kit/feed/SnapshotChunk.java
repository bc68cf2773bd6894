package dev.zhihe.kit.feed;

import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.json.Views;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import org.postgresql.PGConnection;

/** The rows that one statement read, as lines, and the digest of all rows of the type so far. */
final class SnapshotChunk {
  /** Maximum number of rows per statement, including rows that this reader may not see. */
  private static final int MAX_ROWS = 4_000;

  /** The last row of a statement is the one with which the bodies exceed this size. */
  private static final int MAX_BYTES = 2_000_000;

  /** While no body is larger, the number of rows alone keeps them below {@link #MAX_BYTES}. */
  private static final int MAX_SMALL = MAX_BYTES / MAX_ROWS;

  private static final int BINARY_HEADER = 19;
  private static final byte[] VERSION = ascii(",\"version\":");
  private static final byte[] STATE = ascii(",\"data\":");

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
  private boolean metLarge;

  SnapshotChunk(boolean sends) {
    this.sends = sends;
  }

  void begin(String newType) {
    type = newType;
    beginning = ascii("{\"entityType\":\"" + newType + "\",\"entityId\":");
    count = 0;
    lastLength = 0;
    lastPosition = 0;
    metLarge = false;
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

  /** Number of states of the type read so far. */
  long count() {
    return count;
  }

  /** Writes the lines of the rows read last. */
  void writeTo(OutputStream out) throws IOException {
    out.write(lines, 0, size);
  }

  ContentDigest digested() {
    return new ContentDigest(type, count, HexFormat.of().formatHex(content.digest()));
  }

  /**
   * Reads the next rows of the type. Returns false if there are none. The statement also returns
   * rows that this reader may not see, without their bodies. So it ends soon even where no row is
   * visible. It ends before the first body that is not small. The next statement counts the bytes
   * of the bodies, which takes the database longer.
   *
   * @param seen SQL condition for the rows that the reader may see
   */
  boolean read(PGConnection connection, String seen) throws SQLException {
    size = 0;
    looked = 0;
    if (!metLarge) {
      copy(connection, small(connection, seen));
    }
    if (metLarge && looked == 0) {
      metLarge = false;
      copy(connection, counted(connection, seen));
      metLarge = looked < MAX_ROWS;
    }
    return looked > 0;
  }

  /** Reads rows with small bodies. A larger body is empty, which no stored body is. */
  private String small(PGConnection connection, String seen) throws SQLException {
    return """
        copy (
          select entity_id, version, from_position, case when %s then case when octet_length(body) <= %d then body else '' end end
          from history r
          where entity_type = '%s' and (entity_id, from_position) > ('%s', %d)
          order by entity_id, from_position limit %d
        ) to stdout (format binary)
        """
        .formatted(
            seen,
            MAX_SMALL,
            connection.escapeLiteral(type),
            connection.escapeLiteral(lastId()),
            lastPosition,
            MAX_ROWS);
  }

  /** Reads rows until their bodies exceed a size. */
  private String counted(PGConnection connection, String seen) throws SQLException {
    return """
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
            connection.escapeLiteral(type),
            connection.escapeLiteral(lastId()),
            lastPosition,
            MAX_ROWS,
            MAX_BYTES);
  }

  private void copy(PGConnection connection, String sql) throws SQLException {
    var copy = connection.getCopyAPI().copyOut(sql);
    var first = true;
    for (var message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
      var row = ByteBuffer.wrap(message);
      if (first) {
        row.position(BINARY_HEADER);
        first = false;
      }
      // otherwise it is the trailer, or follows a row that the next statement reads
      if (row.remaining() > Short.BYTES && row.getShort() > 0 && !metLarge) {
        take(message, row.position());
      }
    }
  }

  /** One row: id, version, position, body. */
  private void take(byte[] message, int start) {
    var row = ByteBuffer.wrap(message).position(start);
    var idLength = row.getInt();
    var idStart = row.position();
    row.position(idStart + idLength + Integer.BYTES);
    var version = row.getLong();
    row.getInt();
    var position = row.getLong();
    var length = row.getInt();
    if (length == 0) {
      metLarge = true;
      return;
    }
    looked++;
    last = message; // the driver creates a new array per row
    lastStart = idStart;
    lastLength = idLength;
    lastPosition = position;
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

  /** Adds a line to the content digest: id, version, hash of the data. */
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

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
