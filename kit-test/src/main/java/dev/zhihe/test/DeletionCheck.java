package dev.zhihe.test;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks the deletion of a row that was entered in error. */
final class DeletionCheck {
  private final Family family;
  private final String service;
  private final @Nullable String type;

  DeletionCheck(Family family, String service, @Nullable String type) {
    this.family = family;
    this.service = service;
    this.type = type;
  }

  void deletesWhatWasEnteredInError(
      String csv, String code, Supplier<Request> deleting, Supplier<Request> barred) {
    var before = new Copies(service).head();
    family.imported(csv).statusCode(200);
    var item = family.path() + "/" + code;
    deleting.get().delete(item).then().statusCode(428);
    deleting.get().header("If-Match", "\"v2\"").delete(item).then().statusCode(412);
    barred.get().header("If-Match", "*").delete(item).then().statusCode(403);
    given().header("If-Match", "*").delete(item).then().statusCode(401);
    deleting
        .get()
        .header("If-Match", "*")
        .queryParam("reason", "因".repeat(301))
        .delete(item)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/reason"));
    for (var replayed : new String[] {null, "true"}) {
      deleting
          .get()
          .header("If-Match", "\"v1\"")
          .header("Idempotency-Key", "delete " + code)
          .queryParam("reason", "重复录入")
          .delete(item)
          .then()
          .statusCode(204)
          .header("Idempotent-Replayed", equalTo(replayed));
    }
    var read = family.keeper().get().get(item).then().statusCode(404).extract().jsonPath();
    var deleted =
        deleting.get().header("If-Match", "*").delete(item).then().statusCode(404).extract();
    assertThat(deleted.jsonPath().getString("detail")).isEqualTo(read.getString("detail"));
    family.imported(csv).statusCode(200).body("created", equalTo(1));
    family.keeper().get().get(item).then().statusCode(200).header("ETag", equalTo("\"v3\""));
    var changes = changes(code, before, 3);
    assertThat(changes)
        .extracting(change -> change.get("action"))
        .containsExactly("created", "deleted", "created");
    assertThat(changes.get(1)).doesNotContainKey("data").containsEntry("version", 2);
  }

  /** Waits for the first changes of an item after a position. */
  private List<Map<String, Object>> changes(String code, long before, int count) {
    var found = new ArrayList<Map<String, Object>>();
    int waits = 0;
    for (long after = before; found.size() < count; ) {
      var page =
          family
              .keeper()
              .get()
              .get("/v1/changes/" + service + "?wait=10&after=" + after)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      List<Map<String, Object>> items = page.getList("items");
      waits = items.isEmpty() ? waits + 1 : 0;
      assertThat(waits).as("times ten seconds without the changes of " + code).isLessThan(9);
      items.stream()
          .filter(change -> code.equals(change.get("entityId")))
          .filter(change -> type == null || type.equals(change.get("entityType")))
          .forEach(found::add);
      after = page.getLong("next");
    }
    return found;
  }
}
