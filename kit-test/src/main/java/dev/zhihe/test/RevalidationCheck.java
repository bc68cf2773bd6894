package dev.zhihe.test;

import static dev.zhihe.test.Request.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.util.List;
import java.util.Map;

/** Checks entity tags, and reads of the past after a write. */
final class RevalidationCheck {
  private final Family family;

  RevalidationCheck(Family family) {
    this.family = family;
  }

  void neverAnswers304AfterAWrite(String code, String filter, String changedCsv) {
    var paths =
        List.of(
            family.path() + "/" + code,
            family.path() + "?limit=1000&" + filter,
            family.path() + "?limit=2&" + filter,
            family.path() + "?limit=1000&format=csv&" + filter);
    var tags = paths.stream().map(path -> family.keeper().get().get(path).header("ETag")).toList();
    var before = paths.stream().map(path -> family.keeper().get().get(path).asByteArray()).toList();
    var cited =
        family
            .keeper()
            .get()
            .get(family.path() + "?limit=1&" + Family.ALL_DAYS)
            .header("Zhihe-As-Of");
    assertThat(tags).doesNotHaveDuplicates();
    for (int i = 0; i < paths.size(); i++) {
      family
          .keeper()
          .get()
          .header("If-None-Match", tags.get(i))
          .get(paths.get(i))
          .then()
          .statusCode(304);
    }
    family.imported(changedCsv, "?onExisting=update").statusCode(200).body("updated", equalTo(1));
    for (int i = 0; i < paths.size(); i++) {
      family
          .keeper()
          .get()
          .header("If-None-Match", tags.get(i))
          .get(paths.get(i))
          .then()
          .statusCode(200)
          .header("ETag", not(equalTo(tags.get(i))));
      var then = paths.get(i) + (paths.get(i).contains("?") ? "&" : "?") + "asOf=" + cited;
      var answer = family.keeper().get().get(then).then().statusCode(200).extract();
      assertThat(answer.header("Zhihe-As-Of")).isEqualTo(cited);
      assertThat(answer.asByteArray()).as(then).isEqualTo(before.get(i));
    }
    filtersThePastAlike(filter);
  }

  /**
   * Checks that each filter of the contract finds the same items in the history as in the table.
   */
  private void filtersThePastAlike(String filter) {
    var items =
        family
            .keeper()
            .get()
            .get(family.path() + "?limit=1000&" + filter)
            .jsonPath()
            .<Map<String, Object>>getList("items");
    for (var parameter : filters()) {
      for (var item : items) {
        var value = item.getOrDefault(parameter, item.get(parameter + "s"));
        if (value instanceof List<?> list) {
          value = list.isEmpty() ? null : list.getFirst();
        }
        if (value != null) {
          assertThat(found(parameter, value, "asOf=now"))
              .as("%s by %s = %s", family.name(), parameter, value)
              .isEqualTo(found(parameter, value, "format=json"));
          break;
        }
      }
    }
  }

  private String found(String parameter, Object value, String more) {
    return family
        .keeper()
        .get()
        .queryParam(parameter, value)
        .get(family.path() + "?limit=1000&" + more)
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private List<String> filters() {
    return given()
        .get("/q/openapi?format=json")
        .jsonPath()
        .getList("paths.'" + family.path() + "'.get.parameters.name", String.class)
        .stream()
        .filter(
            parameter ->
                !List.of("limit", "cursor", "format", "excel", "asOf", "on").contains(parameter))
        .toList();
  }
}
