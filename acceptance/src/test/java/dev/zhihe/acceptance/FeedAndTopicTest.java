package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed over HTTP and the topic in Kafka say the same. */
class FeedAndTopicTest {
  private final RunningSuite suite = RunningSuite.get();

  @ParameterizedTest
  @ValueSource(strings = {"indicators", "projects", "platforms"})
  void carryTheSameEventsIdsOrderAndBytes(String service) throws Exception {
    requireSame(suite, service);
  }

  @Test
  void aMessageThatIsNotAsPromisedIsNamed() throws Exception {
    var contract = TopicContract.of("indicators");
    var sound = Topic.read(suite.kafka(), "indicators", 1).getFirst();
    assertThat(contract.breaches(sound)).isEmpty();
    var headers = new TreeMap<>(sound.headers());
    headers.put("ce_position", "first");
    headers.remove("ce_time");
    headers.put("ce_audience", "EVERYBODY");
    assertThat(contract.breaches(new Topic.Event(headers, "else/" + sound.key(), "{}")))
        .anyMatch(breach -> breach.startsWith("headers: ") && breach.contains("ce_position"))
        .anyMatch(breach -> breach.startsWith("headers: ") && breach.contains("ce_time"))
        .anyMatch(breach -> breach.startsWith("headers: ") && breach.contains("ce_audience"))
        .anyMatch(breach -> breach.startsWith("key: "))
        .anyMatch(breach -> breach.startsWith("payload: ") && breach.contains("code"));
  }

  /** Compares the whole feed with the whole topic, and the topic with what is promised of it. */
  static void requireSame(RunningSuite suite, String service) throws Exception {
    var feed = suite.feed(service);
    assertThat(positions(feed))
        .isEqualTo(java.util.stream.LongStream.rangeClosed(1, feed.size()).boxed().toList());
    var text = String.join("", suite.feedPages(service));
    var topic = Topic.read(suite.kafka(), service, feed.size());
    assertThat(topic).hasSize(feed.size());
    var contract = TopicContract.of(service);
    contract.requireKeptBy(suite.kafka());
    for (int i = 0; i < feed.size(); i++) {
      var item = feed.get(i);
      var event = topic.get(i);
      assertThat(contract.breaches(event)).as("%s", event).isEmpty();
      assertThat(event.id()).isEqualTo(item.get("id").asText());
      assertThat(event.type()).isEqualTo(item.get("type").asText());
      assertThat(event.headers()).as("%s", event).containsKey("ce_audience");
      assertThat(event.key())
          .isEqualTo(item.get("entityType").asText() + "/" + item.get("entityId").asText());
      if (event.data() == null) {
        assertThat(item.has("data")).isFalse();
      } else {
        assertThat(
                text.contains(
                    "\"auditHash\":\""
                        + item.get("auditHash").asText()
                        + "\",\"sealedAt\":"
                        + item.get("sealedAt")
                        + ",\"endOfTransaction\":"
                        + item.get("endOfTransaction")
                        + ",\"data\":"
                        + event.data()
                        + "}"))
            .as("the bytes of %s", event)
            .isTrue();
      }
    }
  }

  private static List<Long> positions(List<JsonNode> feed) {
    return feed.stream().map(item -> item.get("position").asLong()).toList();
  }
}
