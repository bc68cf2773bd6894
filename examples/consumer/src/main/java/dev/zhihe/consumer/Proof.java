package dev.zhihe.consumer;

import static com.fasterxml.jackson.core.JsonToken.FIELD_NAME;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hashes with which a consumer proves its copy. docs/audit/proof-format.md defines them. */
final class Proof {
  private static final HexFormat HEX = HexFormat.of();
  private static final JsonFactory JSON = new JsonFactory();

  private Proof() {}

  /**
   * The data of a snapshot's line as sent. Serialising it again might change the digits of a
   * number.
   */
  static String dataOfLine(String line) {
    return line.substring(line.indexOf("\"data\":") + 7, line.length() - 1);
  }

  /** The data of a page's items as sent, in order. */
  static List<String> dataOfItems(String page) throws IOException {
    var texts = new ArrayList<String>();
    try (var parser = JSON.createParser(page)) {
      for (var depth = 0; ; ) {
        var token = parser.nextToken();
        if (token == null) {
          return texts;
        } else if (depth == 3 && token == FIELD_NAME && parser.currentName().equals("data")) {
          parser.nextToken();
          var begin = parser.currentTokenLocation().getCharOffset();
          parser.skipChildren();
          texts.add(page.substring((int) begin, (int) parser.currentLocation().getCharOffset()));
        } else {
          depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
      }
    }
  }

  /** The hash of an item that has a salt, in hexadecimal. */
  static String rowHash(JsonNode item, @Nullable String data) {
    var digest = sha256();
    digest.update(HEX.parseHex(item.get("salt").asText()));
    put(digest, item.get("entityType").asText());
    put(digest, item.get("entityId").asText());
    digest.update(ByteBuffer.allocate(8).putLong(item.get("version").asLong()).array());
    put(digest, item.get("action").asText());
    put(digest, item.get("time").asText());
    put(digest, data);
    return HEX.formatHex(digest.digest(HEX.parseHex(item.get("auditHash").asText())));
  }

  /** The chain value after an item, computed from the value before it. */
  static String chained(String chain, JsonNode item) {
    var digest = sha256();
    var sealed = Instant.parse(item.get("sealedAt").asText());
    digest.update(HEX.parseHex(chain));
    digest.update(ByteBuffer.allocate(8).putLong(item.get("position").asLong()).array());
    digest.update(HEX.parseHex(item.get("hash").asText()));
    digest.update(
        ByteBuffer.allocate(8)
            .putLong(sealed.getEpochSecond() * 1_000_000 + sealed.getNano() / 1_000)
            .array());
    digest.update((byte) (item.get("endOfTransaction").asBoolean() ? 1 : 0));
    return HEX.formatHex(digest.digest());
  }

  private static void put(MessageDigest digest, @Nullable String text) {
    var bytes = text == null ? new byte[0] : text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).array());
    digest.update(bytes);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
