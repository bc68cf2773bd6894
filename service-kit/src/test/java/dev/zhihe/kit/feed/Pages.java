package dev.zhihe.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.zhihe.kit.security.Audiences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of the feed, read from their JSON, which must have the bytes that Jackson would write. */
public final class Pages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Pages() {}

  /** The changes after a position. */
  public static FeedPage page(Feed feed, long after, int limit, Audiences readable)
      throws SQLException {
    return page(feed, after, limit, readable, Scope.ALL);
  }

  static FeedPage page(Feed feed, long after, int limit, Audiences readable, Scope scope)
      throws SQLException {
    return of(feed.stretch(after, limit, readable, scope));
  }

  static FeedPage of(FeedStretch stretch) {
    var json = stretch.json();
    try (var parser = JSON.createParser(json)) {
      var items = new ArrayList<FeedItem>();
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      assertThat(parser.nextFieldName()).isEqualTo("items");
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        items.add(item(parser, json));
      }
      var page =
          new FeedPage(
              List.copyOf(items),
              stretch.next(),
              stretch.head(),
              stretch.feedEpoch(),
              stretch.chain());
      assertThat(new String(json, StandardCharsets.UTF_8))
          .isEqualTo(new String(JSON.writeValueAsBytes(page), StandardCharsets.UTF_8));
      return page;
    } catch (IOException e) {
      throw new AssertionError(new String(json, StandardCharsets.UTF_8), e);
    }
  }

  /** An item whose data keeps its bytes. */
  private static FeedItem item(JsonParser parser, byte[] json) throws IOException {
    var item = JSON.createObjectNode();
    @Nullable String data = null;
    for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.equals("data")) {
        var start = (int) parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          parser.getText();
        }
        parser.skipChildren();
        var length = (int) parser.currentLocation().getByteOffset() - start;
        data = new String(json, start, length, StandardCharsets.UTF_8);
      } else {
        item.set(name, JSON.readTree(parser));
      }
    }
    return with(item, data);
  }

  private static FeedItem with(ObjectNode item, @Nullable String data) throws IOException {
    var read = JSON.treeToValue(item, FeedItem.class);
    return new FeedItem(
        read.position(),
        read.id(),
        read.type(),
        read.entityType(),
        read.entityId(),
        read.version(),
        read.action(),
        read.time(),
        read.hash(),
        read.salt(),
        read.auditHash(),
        read.sealedAt(),
        read.endOfTransaction(),
        read.withheld(),
        data);
  }
}
