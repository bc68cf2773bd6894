package dev.zhihe.indicators.report.attachment;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.zhihe.indicators.report.attachment.Asking.UnansweredException;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Text;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A position in another service's feed.
 *
 * @param sealedAt when it got its position
 * @param chain the chain's value there
 */
record FeedPlace(long position, Instant sealedAt, int feedEpoch, String chain) {

  /** The first position after another one; null if there is none. */
  static @Nullable FeedPlace after(long position, String service, Asking asking)
      throws UnansweredException {
    var answer = asking.ask("/v1/changes/" + service + "?after=" + position + "&limit=1");
    if (answer.status() == 410) { // the log is shorter than that
      return null;
    }
    if (answer.status() != 200) {
      throw new UnansweredException(
          new Text("变更流答复 HTTP " + answer.status(), "its feed answered HTTP " + answer.status()));
    }
    try {
      var page = Views.parse(new String(answer.body(), StandardCharsets.UTF_8));
      var item = page.path("items").path(0);
      return item.isMissingNode()
          ? null
          : new FeedPlace(
              item.path("position").asLong(),
              Instant.parse(item.path("sealedAt").asText()),
              page.path("feedEpoch").asInt(),
              page.path("chain").asText());
    } catch (JsonProcessingException | DateTimeParseException e) {
      throw new UnansweredException(
          new Text("变更流的答复无法读取", "the answer of its feed cannot be read"));
    }
  }
}
