package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.test.RoundTrip.Body;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON bodies of one operation, with one field changed. */
final class BodyTrips {
  private final Body body;
  private final JsonNode schema;
  private final ContractFields contract;
  private final Values values;
  private final Copies copies;

  BodyTrips(Body body, JsonNode schema, ContractFields contract, Values values, Copies copies) {
    this.body = body;
    this.schema = schema;
    this.contract = contract;
    this.values = values;
    this.copies = copies;
  }

  void tryOnce() throws IOException {
    var properties = schema.get("properties").properties().stream().toList();
    var field = values.pick(properties);
    var given = contract.value(field.getValue());
    var sent = new LinkedHashMap<String, String>();
    for (var property : RoundTrip.JSON.readTree(body.body()).properties()) {
      sent.put(property.getKey(), property.getValue().toString());
    }
    sent.put(field.getKey(), contract.literal(field.getValue(), given));
    var json =
        sent.entrySet().stream()
            .map(one -> "\"" + one.getKey() + "\":" + one.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    var tag = body.item() == null ? null : body.sender().get().get(body.item()).header("ETag");
    var request =
        body.sender()
            .get()
            .contentType("application/json")
            .header("If-Match", tag == null ? "*" : tag)
            .body(json);
    var answer = tag == null ? request.post(body.path()) : request.put(body.path());
    var as =
        "%s of seed %s, sent: %s, answer: %s"
            .formatted(body.path(), RoundTrip.SEED, json, answer.asString());
    assertThat(answer.statusCode()).as(as).isLessThan(500);
    if (answer.statusCode() == 400 || answer.statusCode() == 422) {
      var errors = answer.jsonPath().<Map<String, Object>>getList("errors");
      assertThat(errors)
          .as(as)
          .isNotEmpty()
          .allSatisfy(error -> assertThat(error.get("pointer")).isNotNull());
      ContractFields.requireTooLong(as, errors, "pointer", Map.of("/" + field.getKey(), given));
    }
    if (Values.isUnfit(given)) {
      assertThat(answer.statusCode()).as(as).isEqualTo(400);
      assertThat(answer.jsonPath().getString("errors[0].pointer"))
          .as(as)
          .startsWith("/" + field.getKey());
    } else if (answer.statusCode() < 300 && body.item() != null) {
      var item = body.sender().get().get(body.item());
      contract.requireSame(
          field.getKey(),
          field.getValue(),
          given,
          RoundTrip.JSON.readTree(item.asByteArray()).get(field.getKey()));
      if (body.published()) {
        copies.remember(
            body.item().substring(0, body.item().lastIndexOf('/')),
            body.item().substring(body.item().lastIndexOf('/') + 1),
            item);
      }
    }
  }
}
