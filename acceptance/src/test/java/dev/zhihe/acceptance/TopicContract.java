package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What a service's {@code asyncapi.json} promises of its topic, held against the topic itself and
 * against real messages, as a consumer's own validator would.
 */
final class TopicContract {
  private static final JsonMapper JSON = new JsonMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final String topic;
  private final JsonNode document;
  private final Map<String, Promise> promises = new HashMap<>();

  private record Promise(Schema headers, Schema key, Schema payload, String contentType) {}

  private TopicContract(String service, Path folder) throws IOException {
    topic = "zhihe." + service;
    document = JSON.readTree(folder.resolve("asyncapi.json").toFile());
    for (var reference : channel().get("messages")) {
      var message = resolved(reference);
      var payload = message.get("payload");
      promises.put(
          message.get("name").asText(),
          new Promise(
              schema(message.get("headers")),
              schema(message.at("/bindings/kafka/key")),
              payload.has("$ref")
                  ? SCHEMAS.getSchema(
                      Files.readString(folder.resolve(payload.get("$ref").asText())))
                  : schema(payload),
              message.path("contentType").asText()));
    }
  }

  /** The contract that is committed with a service. */
  static TopicContract of(String service) throws IOException {
    return new TopicContract(service, Path.of("..", service + "-service"));
  }

  /** What a message does that its contract does not allow; empty if nothing. */
  List<String> breaches(Topic.Event event) throws IOException {
    var promise = promises.get(event.type());
    if (promise == null) {
      return List.of("no message is named " + event.type());
    }
    var found = new ArrayList<String>();
    check("headers", promise.headers(), JSON.writeValueAsString(event.headers()), found);
    check("key", promise.key(), JSON.writeValueAsString(event.key()), found);
    check("payload", promise.payload(), event.data() == null ? "null" : event.data(), found);
    if (!event.headers().getOrDefault("content-type", "").equals(promise.contentType())) {
      found.add("content-type is not " + promise.contentType());
    }
    return found;
  }

  /** Holds the topic as Kafka has it against what is promised: partitions and how long it keeps. */
  void requireKeptBy(Properties kafka) throws Exception {
    try (var admin = Admin.create(kafka)) {
      var promised = channel().at("/bindings/kafka");
      assertThat(promised.get("topic").asText()).isEqualTo(topic);
      assertThat(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions())
          .hasSize(promised.get("partitions").asInt());
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      var settings = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      assertThat(promised.get("topicConfiguration").properties()).isNotEmpty();
      for (var setting : promised.get("topicConfiguration").properties()) {
        var words = new ArrayList<String>();
        setting.getValue().forEach(word -> words.add(word.asText()));
        assertThat(settings.get(setting.getKey()).value())
            .as(setting.getKey())
            .isEqualTo(words.isEmpty() ? setting.getValue().asText() : String.join(",", words));
      }
    }
  }

  private JsonNode channel() {
    return document.get("channels").get(topic);
  }

  private JsonNode resolved(JsonNode reference) {
    return document.at(reference.get("$ref").asText().substring(1));
  }

  private static Schema schema(JsonNode node) {
    return SCHEMAS.getSchema(node.toString());
  }

  private static void check(String part, Schema schema, String json, List<String> into) {
    schema
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .forEach(error -> into.add(part + ": " + error));
  }
}
