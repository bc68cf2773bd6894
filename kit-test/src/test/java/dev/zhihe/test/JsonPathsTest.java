package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.util.Eval;
import io.restassured.path.json.JsonPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathsTest {
  private static final JsonPath ANSWER =
      JsonPath.from(
          """
          {"status": 422, "title": "甲", "none": null, "class": "c", "empty": [],
           "errors": [
             {"row": 2, "code": "required", "tags": [{"zh": "一"}, {"zh": "二"}], "at": {"line": 7}},
             {"row": 3, "code": "moved", "tags": [], "at": null},
             {"row": 3, "value": 1.50}],
           "holes": [null, {"row": 1}], "a-b": 1, "rows": [[1, 2], [3]]}
          """);

  @BeforeAll
  static void install() {
    JsonPaths.install();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "title",
        "none",
        "class",
        "missing",
        "missing.below",
        "missing[0].below",
        "none.below",
        "empty",
        "empty.row",
        "empty[0]",
        "empty[0].row",
        "errors",
        "errors.row",
        "errors.value",
        "errors.tags",
        "errors.tags.zh",
        "errors.tags[0].zh",
        "errors[0].code",
        "errors[0].tags[1].zh",
        "errors[0].at.line",
        "errors[1].at.line",
        "errors[2].value",
        "errors[3]",
        "errors[3].code",
        "errors.size()",
        "errors[0].size()",
        "title.size()",
        "size()",
        "holes.row",
        "rows[0][1]",
        "rows[1].size()",
        "errors.findAll { it.row == 3 }.code",
        "errors.find { it.row == 9 }.code",
        "errors.find { it.row == 2 }.tags[0].zh",
        "errors.find { it.row == 9 }.tags[0]",
        "errors.collect { it.row + ' ' + it.code }",
        "errors.last().row",
        "'a-b'",
      })
  void findsWhatGroovyFinds(String path) {
    var expected = byGroovy(path);
    assertThat(ANSWER.<Object>get(path)).isEqualTo(expected);
    assertThat(ANSWER.<Object>get(path)).as("the second time").isEqualTo(expected);
  }

  private static @Nullable Object byGroovy(String path) {
    try {
      return Eval.me("root", ANSWER.get(), "root." + path);
    } catch (NullPointerException e) {
      return null;
    }
  }

  @Test
  void findsANameWithAHyphen() {
    assertThat(ANSWER.getInt("a-b")).isEqualTo(1);
    assertThat(ANSWER.getInt("'a-b'")).isEqualTo(1);
  }

  @Test
  void beginsWithAList() {
    var list = JsonPath.from("[{\"row\": 2}, {\"row\": 3}]");
    assertThat(list.getInt("[1].row")).isEqualTo(3);
    assertThat(list.getList("row")).containsExactly(2, 3);
    assertThat(list.getList("")).hasSize(2);
    assertThat(list.getList("$")).hasSize(2);
  }

  @Test
  void knowsParameters() {
    assertThat(ANSWER.param("row", 2).getString("errors.find { it.row == row }.code"))
        .isEqualTo("required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status.below",
        "title[0].below",
        "missing.size()",
        "status.size()",
        "title + nowhere",
        "no {"
      })
  void refusesAPathThatCanFindNothing(String path) {
    assertThatThrownBy(() -> ANSWER.get(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("JSON path " + path);
  }
}
