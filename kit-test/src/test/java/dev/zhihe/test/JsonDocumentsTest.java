package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.path.json.exception.JsonPathException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentsTest {
  @BeforeAll
  static void install() {
    JsonPaths.install();
  }

  @Test
  void readsEachKindOfValue() {
    var text =
        """
        {"text": "甲 \\"一\\"", "yes": true, "no": false, "none": null, "empty": {}, "list": [1, [], {"a": "b"}, null]}
        """;
    var expected = new LinkedHashMap<String, Object>();
    expected.put("text", "甲 \"一\"");
    expected.put("yes", true);
    expected.put("no", false);
    expected.put("none", null);
    expected.put("empty", Map.of());
    expected.put("list", Arrays.asList(1, List.of(), Map.of("a", "b"), null));

    assertThat(JsonPath.from(text).<Object>get()).isEqualTo(expected);
    assertThat(JsonPath.from(new StringReader(text)).<Object>get()).isEqualTo(expected);
    assertThat(JsonPath.from(text).getMap("").keySet())
        .containsExactlyElementsOf(expected.keySet());
  }

  @Test
  void readsNumbersAsAsked() {
    var text = "[7, -8000000000, 92233720368547758070, 1.50, 2e2, 1e300]";
    var whole = List.<Object>of(7, -8_000_000_000L, new BigInteger("92233720368547758070"));

    assertThat(read(text, NumberReturnType.FLOAT_AND_DOUBLE).subList(0, 3)).isEqualTo(whole);
    assertThat(read(text, NumberReturnType.FLOAT_AND_DOUBLE).subList(3, 6))
        .containsExactly(1.5f, 200f, 1e300);
    assertThat(read(text, NumberReturnType.DOUBLE).subList(3, 6))
        .containsExactly(1.5, 200.0, 1e300);
    assertThat(read(text, NumberReturnType.BIG_DECIMAL).subList(0, 3)).isEqualTo(whole);
    assertThat(read(text, NumberReturnType.BIG_DECIMAL).subList(3, 6))
        .containsExactly(new BigDecimal("1.50"), new BigDecimal("2e2"), new BigDecimal("1e300"));
    assertThat(read(text, NumberReturnType.BIG_INTEGER).subList(0, 2))
        .containsExactly(BigInteger.valueOf(7), BigInteger.valueOf(-8_000_000_000L));
  }

  @Test
  void readsWhatIsLong() {
    var text = "甲".repeat(100_000);

    assertThat(JsonPath.from("[\"%s\", 1]".formatted(text)).getList("")).containsExactly(text, 1);
    assertThat(JsonPath.from(new StringReader("[\"%s\", 1]".formatted(text))).getList(""))
        .containsExactly(text, 1);
  }

  private static List<Object> read(String text, NumberReturnType numbers) {
    return JsonPath.from(text).using(new JsonPathConfig(numbers)).getList("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": 1", "[1, 2", "{\"a\" 1}", "{a: 1}", "[1,, 2]", "]", "甲"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> JsonPath.from(text).get())
        .isInstanceOf(JsonPathException.class)
        .hasMessage("Failed to parse the JSON document");
  }
}
