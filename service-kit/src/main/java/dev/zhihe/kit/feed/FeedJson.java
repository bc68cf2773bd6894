package dev.zhihe.kit.feed;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.sealed.StoredInstants;
import dev.zhihe.kit.security.Audience;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * The items of a page as JSON in UTF-8, written row by row from the bytes that the database sends.
 * The schema of {@link FeedPage} describes what it writes.
 */
final class FeedJson {
  /** Bytes of an item with a small state. */
  private static final int ITEM = 900;

  private static final int REST = 400;

  private static final byte[] HEX = ascii("0123456789abcdef");
  private static final byte[] PUBLIC = ascii(Audience.PUBLIC.text());
  private static final byte[] WITHDRAWN = ascii(Action.WITHDRAWN.word());
  private static final byte[] TYPES = ascii("zhihe.");
  private static final byte[] DOT = ascii(".");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] POSITION = ascii("{\"position\":");
  private static final byte[] ID = ascii(",\"id\":");
  private static final byte[] TYPE = ascii(",\"type\":");
  private static final byte[] ENTITY_TYPE = ascii(",\"entityType\":");
  private static final byte[] ENTITY_ID = ascii(",\"entityId\":");
  private static final byte[] VERSION = ascii(",\"version\":");
  private static final byte[] ACTION = ascii(",\"action\":");
  private static final byte[] TIME = ascii(",\"time\":");
  private static final byte[] HASH = ascii(",\"hash\":");
  private static final byte[] SALT = ascii(",\"salt\":");
  private static final byte[] AUDIT_HASH = ascii(",\"auditHash\":");
  private static final byte[] SEALED_AT = ascii(",\"sealedAt\":");
  private static final byte[] END = ascii(",\"endOfTransaction\":");
  private static final byte[] WITHHELD = ascii(",\"withheld\":true");
  private static final byte[] DATA = ascii(",\"data\":");

  /**
   * The columns that {@link #add} reads. Instants are sent as {@link StoredInstants} reads them.
   */
  static final String COLUMNS =
      """
      position, feed_epoch, entity_type, entity_id, version, action, timestamptz_send(recorded_at), salt, hash,
      timestamptz_send(sealed_at), last_of_transaction, audit_salt, actor, request_id, reason, audience, area, valid_from, valid_to,
      seen, withdrawn""";

  /** The column after them. */
  static final int BODY = 22;

  private final byte[] service;
  private final StoredInstants instants = new StoredInstants();
  private byte[] json;
  private int size;
  private int count;
  private long lastPosition;
  private long notPublic;

  /**
   * @param service name used in event ids
   * @param items how many are expected at most
   */
  FeedJson(String service, int items) {
    this.service = utf8(service + "/");
    json = new byte[ITEM * items + REST];
    put(ascii("{\"items\":["));
  }

  int count() {
    return count;
  }

  long lastPosition() {
    return lastPosition;
  }

  /** Number of items with a state that is not public. */
  long notPublic() {
    return notPublic;
  }

  /** The page, complete. */
  byte[] page(long next, long head, int feedEpoch, String chain) {
    var items = size;
    put(ascii("],\"next\":" + next + ",\"head\":" + head));
    put(ascii(",\"feedEpoch\":" + feedEpoch + ",\"chain\":\"" + chain + "\"}"));
    var page = Arrays.copyOf(json, size);
    size = items;
    return page;
  }

  /** Writes the item of a row that begins with {@link #COLUMNS} and the body. */
  void add(ResultSet row) throws SQLException {
    if (count++ > 0) {
      put(',');
    }
    lastPosition = row.getLong(1);
    put(POSITION);
    put(ascii(Long.toString(lastPosition)));
    if (row.getBoolean(20)) {
      named(row, row.getBytes(6));
      text(TIME, instants.text(row.getBytes(7)));
      proof(row);
      put(row.getBoolean(11) ? TRUE : FALSE);
      var body = row.getBytes(BODY);
      if (body != null) {
        put(DATA);
        put(body);
      }
      if (!Arrays.equals(row.getBytes(16), PUBLIC)) {
        notPublic++;
      }
    } else {
      if (row.getBoolean(21)) {
        named(row, WITHDRAWN); // names the entity, without its present state
      }
      hex(HASH, row.getBytes(9));
      sealed(row);
      put(row.getBoolean(11) ? TRUE : FALSE);
      put(WITHHELD);
    }
    put('}');
  }

  /** Which entity, and what happened to it. */
  private void named(ResultSet row, byte[] action) throws SQLException {
    var type = row.getBytes(3);
    text(ID, service, ascii(row.getInt(2) + "/" + lastPosition));
    text(TYPE, TYPES, type, DOT, action);
    text(ENTITY_TYPE, type);
    text(ENTITY_ID, row.getBytes(4));
    put(VERSION);
    put(ascii(Long.toString(row.getLong(5))));
    text(ACTION, action);
  }

  private void proof(ResultSet row) throws SQLException {
    var salt = row.getBytes(8);
    hex(HASH, row.getBytes(9));
    hex(SALT, salt);
    hex(
        AUDIT_HASH,
        ChangeHash.audit(
            row.getBytes(12),
            salt,
            row.getBytes(13),
            row.getBytes(14),
            row.getBytes(15),
            row.getBytes(16),
            row.getBytes(17),
            row.getObject(18, LocalDate.class),
            row.getObject(19, LocalDate.class)));
    sealed(row);
  }

  private void sealed(ResultSet row) throws SQLException {
    text(SEALED_AT, instants.text(row.getBytes(10)));
    put(END);
  }

  /** A text in several parts. */
  private void text(byte[] name, byte[]... parts) {
    put(name);
    var start = size;
    put('"');
    for (var part : parts) {
      room(part.length + 1);
      for (var each : part) {
        if (each < ' ' || each > '~' || each == '"' || each == '\\') {
          size = start;
          put(escaped(parts)); // such an id is rare
          return;
        }
        json[size++] = each;
      }
    }
    json[size++] = '"';
  }

  private static byte[] escaped(byte[]... parts) {
    var text = new ByteArrayOutputStream();
    for (var part : parts) {
      text.writeBytes(part);
    }
    return Views.bytes(text.toString(StandardCharsets.UTF_8));
  }

  private void hex(byte[] name, byte[] bytes) {
    put(name);
    room(2 * bytes.length + 2);
    json[size++] = '"';
    for (var each : bytes) {
      json[size++] = HEX[(each >> 4) & 15];
      json[size++] = HEX[each & 15];
    }
    json[size++] = '"';
  }

  private void put(char character) {
    room(1);
    json[size++] = (byte) character;
  }

  private void put(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, json, size, bytes.length);
    size += bytes.length;
  }

  private void room(int more) {
    if (json.length - size < more) {
      json = Arrays.copyOf(json, Math.max(2 * json.length, size + more));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
