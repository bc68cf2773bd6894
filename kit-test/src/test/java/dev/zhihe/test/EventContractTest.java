package dev.zhihe.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which changes of a schema break those who read by the earlier one. */
class EventContractTest {
  private static final String EARLIER =
      """
      {"type":"object","required":["code"],"properties":{
        "code":{"type":"string","pattern":"^[a-z]+$"},
        "status":{"$ref":"#/$defs/Status"},
        "tags":{"type":"array","items":{"type":"string"}}},
       "$defs":{"Status":{"type":"string","enum":["draft","adopted"]}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "tags"                | "labels"                    | /tags: gone
          ["code"]              | []                          | : not all that was required is
          "array","items"       | "string","items"            | /tags: type allows more
          {"type":"string"}}    | {"type":"integer"}}         | /tags/*: type allows more
          "adopted"]            | "adopted","retired"]        | /status: enum allows more
          ^[a-z]+$              | ^[A-Z]+$                    | /code: another pattern
          """)
  void breaksConsumers(String was, String becomes, String told) throws Exception {
    assertThat(broken(was, becomes)).containsExactly(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ["code"]              | ["code","status"]
          "draft","adopted"     | "adopted"
          "tags":{              | "note":{"type":"string"},"tags":{
          "type":"array",       | "type":"array","description":"words",
          """)
  void breaksNobody(String was, String becomes) throws Exception {
    assertThat(broken(was, becomes)).isEmpty();
  }

  private static java.util.List<String> broken(String was, String becomes) throws Exception {
    var json = new ObjectMapper();
    assertThat(EARLIER).contains(was);
    return EventContract.broken(
        json.readTree(EARLIER), json.readTree(EARLIER.replace(was, becomes)));
  }
}
