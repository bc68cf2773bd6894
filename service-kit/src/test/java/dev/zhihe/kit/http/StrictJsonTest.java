package dev.zhihe.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What JSON is taken in, value by value. */
class StrictJsonTest {
  enum Colour {
    @JsonProperty("red")
    @JsonAlias({"红", "赤"})
    RED,
    @JsonProperty("blue")
    @JsonAlias("蓝")
    BLUE
  }

  record Part(@Nullable String name, @Nullable BigDecimal share) {}

  record Thing(
      @Nullable String name,
      @Nullable BigDecimal value,
      @Nullable Integer count,
      @Nullable Boolean open,
      @Nullable Colour colour,
      @Nullable LocalDate day,
      @Nullable List<String> tags,
      @Nullable List<Part> parts) {}

  private static Thing read(String json) throws JacksonException {
    return StrictJson.MAPPER.readValue(json, Thing.class);
  }

  @Test
  void takesEachValueAsTheContractHasIt() throws JacksonException {
    var thing =
        read(
            """
            {"name": "\\u3000甲\\u00a0", "value": 1.50, "count": 3, "open": true, "colour": "blue",
             "day": "2025-06-30", "tags": ["一", "二"], "parts": [{"name": " ", "share": 1e2}]}
            """);
    assertThat(thing)
        .isEqualTo(
            new Thing(
                "甲",
                new BigDecimal("1.50"),
                3,
                true,
                Colour.BLUE,
                LocalDate.of(2025, 6, 30),
                List.of("一", "二"),
                List.of(new Part(null, new BigDecimal("100")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          {"value": "3.8"}                        | type          | /value
          {"value": true}                         | type          | /value
          {"value": ""}                           | type          | /value
          {"count": "3"}                          | type          | /count
          {"count": 3.5}                          | whole-number  | /count
          {"count": 3e9}                          | whole-number  | /count
          {"count": 1e51}                         | number        | /count
          {"open": null, "parts": [null]}         | type          | /parts/0
          {"tags": ["a", null]}                   | type          | /tags/1
          {"tags": [null]}                        | type          | /tags/0
          {"tags": ["a", "\\u200b"]}               | list          | /tags/1
          {"tags": [""]}                          | list          | /tags/0
          {"count": false}                        | type          | /count
          {"open": "true"}                        | type          | /open
          {"open": 1}                             | type          | /open
          {"name": 7}                             | type          | /name
          {"name": true}                          | type          | /name
          {"name": ["a"]}                         | type          | /name
          {"colour": 1}                           | type          | /colour
          {"colour": "1"}                         | type          | /colour
          {"colour": ""}                          | type          | /colour
          {"colour": "RED"}                       | type          | /colour
          {"day": 20250630}                       | type          | /day
          {"day": [2025, 6, 30]}                  | type          | /day
          {"day": "2025-06-30T00:00:00Z"}         | date          | /day
          {"day": "+12025-06-30"}                 | date          | /day
          {"day": "0000-01-01"}                   | date          | /day
          {"day": "2025-02-30"}                   | no-such-date  | /day
          {"tags": "a"}                           | type          | /tags
          {"tags": ["a", 1]}                      | type          | /tags/1
          {"parts": [{"share": "1"}]}             | type          | /parts/0/share
          {"parts": [{"hue": 1}]}                 | unknown-field | /parts/0/hue
          {"hue/~": 1}                            | unknown-field | /hue~1~0
          {"value": 1e999999999}                  | number        | /value
          {"value": 1e-99999999999999999999}      | number        | /value
          {"value": 1e51}                         | number        | /value
          {"name": "a\\u0000b"}                   | character     | /name
          {"name": "a\\ud800b"}                   | character     | /name
          {"tags": ["a", "\\uffff"]}              | character     | /tags/1
          {"name": "a", "name": "b"}              | duplicate-key | /name
          {"parts": [{"name": "", "name": ""}]}   | duplicate-key | /parts/0/name
          {"name": "a"}{"name": "b"}              | json          | ''
          {"name": "a"} 1                         | json          | ''
          {"value": NaN}                          | json          | /value
          {"value": 01}                           | json          | /value
          {'name': "a"}                           | json          | ''
          {"name": "a" /* a comment */}           | json          | /name
          {"name": "a",}                          | json          | /name
          """)
  void refusesEverythingElseAndNamesThePlace(String json, String code, String pointer) {
    var refusal = catchThrowableOfType(JacksonException.class, () -> read(json));
    assertThat(refusal).isNotNull();
    var violation = JsonRefusals.violation(refusal);
    assertThat(violation.code()).isEqualTo(code);
    assertThat(violation.pointer()).isEqualTo(pointer.equals("''") ? "" : pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          []                  | 数组 [ ]       | an array [ ]
          [{"name": "a"}]     | 数组 [ ]       | an array [ ]
          "a"                 | 文字           | a text
          ""                  | 文字           | a text
          7                   | 数字           | a number
          -1.5                | 数字           | a number
          true                | true 或 false  | true or false
          null                | null           | null
          """)
  void saysThatAnObjectIsExpectedAndWhatWasGiven(String json, String zh, String en)
      throws IOException {
    var given = StrictJson.beginning(json.getBytes(StandardCharsets.UTF_8));
    assertThat(given).isNotNull();
    var violation = JsonRefusals.ofWhole(Thing.class, given);
    assertThat(violation.code()).isEqualTo("type");
    assertThat(violation.pointer()).isEmpty();
    assertThat(violation.detail().zh().replace("为 ", "为")).isEqualTo("请求内容应为对象 { }，而所给为" + zh);
    assertThat(violation.detail().en())
        .isEqualTo("The body is an object { }; " + en + " was given");
  }

  /** It is left to be refused as no JSON. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[", "[1,]", "[1] 2", "\"a", "nul", "5x", "7 []", "[}", "NaN"})
  void whatIsNotOneValueBeginsNone(String text) throws IOException {
    assertThat(StrictJson.beginning(text.getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"48", "48.0", "4.8e1", "480e-1"})
  void takesAWholeNumberHoweverItIsWritten(String number) throws JacksonException {
    assertThat(read("{\"count\": " + number + "}").count()).isEqualTo(48);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 1_001, 5_000, 1_000_000})
  void refusesMoreDigitsThanAnybodyWrites(int digits) {
    for (var number : List.of("9".repeat(digits), "0." + "9".repeat(digits))) {
      for (var field : List.of("value", "count")) {
        var refusal =
            catchThrowableOfType(
                JacksonException.class, () -> read("{\"" + field + "\": " + number + "}"));
        assertThat(refusal).isNotNull();
        assertThat(JsonRefusals.violation(refusal).code()).isEqualTo("number");
        assertThat(JsonRefusals.violation(refusal).pointer()).isEqualTo("/" + field);
      }
    }
  }

  @Test
  void readsAMapWithoutAValueAsTheClaimsOfATokenHaveIt() throws JacksonException {
    var claims =
        StrictJson.MAPPER.readValue(
            "{\"scope\": \"\", \"acr\": null}", new TypeReference<Map<String, Object>>() {});
    assertThat(claims).containsOnlyKeys("scope", "acr").doesNotContainValue("");
  }

  @Test
  void saysThatAValueThatWritesItselfAsATextIsOne() {
    record Code(@JsonValue String text) {}
    for (var type : List.of(Code.class, Instant.class, LocalDate.class, String.class)) {
      assertThat(StrictJson.expected(type).zh()).as(type.getName()).isEqualTo("文字，加引号");
    }
    assertThat(StrictJson.expected(Part.class).zh()).isEqualTo("对象 { }");
  }

  @Test
  void tellsTheWordsOfAnEnumWithWhatChineseReadersCallThem() {
    assertThat(StrictJson.expected(Colour.class).zh()).isEqualTo("以下之一，加引号：red 红、blue 蓝");
    assertThat(StrictJson.expected(Colour.class).en())
        .isEqualTo("one of these, in quotes: red, blue");
  }

  @Test
  void refusesNestingWithoutEnd() {
    assertThatThrownBy(() -> read("[".repeat(2_000))).isInstanceOf(JacksonException.class);
  }
}
