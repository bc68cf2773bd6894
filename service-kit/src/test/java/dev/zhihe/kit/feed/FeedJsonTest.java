package dev.zhihe.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.sealed.SealedChange;
import dev.zhihe.kit.security.Audience;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages are written by hand, with the bytes that Jackson would write. */
class FeedJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"500106-a", "", "\"quoted\\ \u0000\u001f\n\t\b\f\r/\u007f\u2028", "科技 𠮷 é"})
  void writesWhatJacksonWrites(String text) throws Exception {
    var created = change(text, Action.CREATED, "{\"code\":\"a\",\"name\":\"科技 𠮷\"}");
    var deleted = change(text, Action.DELETED, null);
    var page =
        new FeedPage(
            List.of(
                FeedItem.open(created, "sample"),
                FeedItem.open(deleted, "sample"),
                FeedItem.withdrawn(created, "sample"),
                FeedItem.withheld(created)),
            5,
            Long.MAX_VALUE,
            217_000_000,
            "ab".repeat(32));
    assertThat(new String(FeedJson.of(page), StandardCharsets.UTF_8))
        .isEqualTo(new String(new ObjectMapper().writeValueAsBytes(page), StandardCharsets.UTF_8));
  }

  @Test
  void writesAnEmptyPage() throws Exception {
    var page = new FeedPage(List.of(), 0, 0, 1, "");
    assertThat(FeedJson.of(page)).isEqualTo(new ObjectMapper().writeValueAsBytes(page));
  }

  private static SealedChange change(String id, Action action, @Nullable String body) {
    return new SealedChange(
        4,
        217_000_000,
        "note",
        id,
        2,
        action,
        Audience.PUBLIC,
        Instant.parse("2026-11-30T08:00:00.123456Z"),
        new byte[] {1, 2},
        new byte[] {3},
        "erin",
        "request",
        null,
        new byte[32],
        new byte[32],
        true,
        Instant.parse("2026-11-30T08:00:00Z"),
        new Extent(null, null, null),
        body);
  }
}
