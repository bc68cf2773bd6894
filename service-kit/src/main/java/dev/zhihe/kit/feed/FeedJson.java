package dev.zhihe.kit.feed;

import dev.zhihe.kit.json.Views;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page of the feed as JSON in UTF-8. The stored states are copied into it. The schema of
 * {@link FeedPage} describes what it writes.
 */
final class FeedJson {
  private static final int FIELDS = 700;

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
  private static final byte[] WITHHELD = ascii(",\"withheld\":");
  private static final byte[] DATA = ascii(",\"data\":");

  private byte[] json;
  private int size;

  private FeedJson(int expected) {
    json = new byte[expected];
  }

  static byte[] of(FeedPage page) {
    var bodies = page.items().stream().mapToInt(FeedJson::length).sum();
    var out = new FeedJson(bodies + FIELDS * (page.items().size() + 1));
    out.write(page);
    return Arrays.copyOf(out.json, out.size);
  }

  private static int length(FeedItem item) {
    return item.data() == null ? 0 : item.data().length();
  }

  private void write(FeedPage page) {
    put(ascii("{\"items\":["));
    var first = true;
    for (var item : page.items()) {
      if (!first) {
        put(',');
      }
      first = false;
      write(item);
    }
    put(ascii("],\"next\":" + page.next() + ",\"head\":" + page.head()));
    put(ascii(",\"feedEpoch\":" + page.feedEpoch() + ",\"chain\":\"" + page.chain() + "\"}"));
  }

  private void write(FeedItem item) {
    put(POSITION);
    put(ascii(Long.toString(item.position())));
    text(ID, item.id());
    text(TYPE, item.type());
    text(ENTITY_TYPE, item.entityType());
    text(ENTITY_ID, item.entityId());
    if (item.version() != null) {
      put(VERSION);
      put(ascii(item.version().toString()));
    }
    text(ACTION, item.action() == null ? null : item.action().word());
    text(TIME, item.time());
    text(HASH, item.hash());
    text(SALT, item.salt());
    text(AUDIT_HASH, item.auditHash());
    text(SEALED_AT, item.sealedAt());
    put(END);
    put(item.endOfTransaction() ? TRUE : FALSE);
    if (item.withheld() != null) {
      put(WITHHELD);
      put(item.withheld() ? TRUE : FALSE);
    }
    if (item.data() != null) {
      put(DATA);
      put(item.data().getBytes(StandardCharsets.UTF_8));
    }
    put('}');
  }

  private void text(byte[] name, @Nullable String text) {
    if (text == null) {
      return;
    }
    put(name);
    var start = size;
    put('"');
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character < ' ' || character > '~' || character == '"' || character == '\\') {
        size = start;
        put(Views.bytes(text)); // such an id is rare
        return;
      }
      json[size++] = (byte) character;
    }
    put('"');
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
}
