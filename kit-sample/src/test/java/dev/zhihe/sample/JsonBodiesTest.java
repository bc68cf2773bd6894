package dev.zhihe.sample;

import static dev.zhihe.sample.Board.NOTICES;
import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.zhihe.test.Request;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON bodies of writes, as they come. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class JsonBodiesTest {
  private static final String RETURN = NOTICES + "/559009-none/return";

  /** As somebody who may return notices: to what is sound, there is none. */
  private static Request rita() {
    return as("rita", "reviewer").header("If-Match", "*");
  }

  private static ValidatableResponse sent(String type, byte[] body) {
    return rita().contentType(type).body(body).post(RETURN).then().log().ifValidationFails();
  }

  private static ValidatableResponse sent(String body) {
    return sent("application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\1',
      textBlock =
          """
          {"reason": "a\\u0000b"}                            | character     | /reason
          {"reason": "a\\ud800b"}                            | character     | /reason
          {"reason": "有误", "fields": [{"field": "places", "reason": "\\uffff"}]} | character | /fields/0/reason
          {"reason": 7}                                      | type          | /reason
          {"reason": "有误", "reason": "误"}                 | duplicate-key | /reason
          {"reason": "有误"}{"reason": "误"}                 | json          |
          {"reason": "有误"} x                               | json          |
          {'reason': "有误"}                                 | json          |
          {"reason": "有误", "fields": "places"}            | type          | /fields
          {"reason": "有误", "fields": [null]}               | type          | /fields/0
          """)
  void refusesWhatIsNotAsTheContractHasIt(String body, String code, String pointer) {
    sent(body)
        .statusCode(400)
        .body("type", equalTo("https://zhihe.dev/problems/malformed"))
        .body("errors[0].code", equalTo(code))
        .body("errors[0].pointer", equalTo(pointer == null ? "" : pointer));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\1',
      delimiter = '|',
      textBlock =
          """
          []       | 数组 [ ]      | an array [ ]
          "有误"   | 文字          | a text
          7        | 数字          | a number
          false    | true 或 false | true or false
          null     | null          | null
          """)
  void saysThatAnObjectIsExpectedAndWhatWasGiven(String body, String zh, String en) {
    sent(body)
        .statusCode(400)
        .body("type", equalTo("https://zhihe.dev/problems/malformed"))
        .body("errors[0].code", equalTo("type"))
        .body("errors[0].pointer", equalTo(""))
        .body("errors[0].detail", startsWith("请求内容应为对象 { }，而所给为"))
        .body("errors[0].detail", endsWith(zh));
    rita()
        .header("Accept-Language", "en")
        .contentType("application/json")
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post(RETURN)
        .then()
        .body("errors[0].detail", equalTo("The body is an object { }; " + en + " was given"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\u00A0", "\u3000\u200B", "\u2800"})
  void takesAReasonThatIsNotSeenForNone(String blank) {
    sent("{\"reason\": \"" + blank + "\"}")
        .statusCode(422)
        .body("errors[0].code", equalTo("required"))
        .body("errors[0].pointer", equalTo("/reason"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8"
      })
  void takesJsonInUtf8(String type) {
    sent(type, "{\"reason\": \"有误\"}".getBytes(StandardCharsets.UTF_8)).statusCode(404);
    sent(type, "\uFEFF{\"reason\": \"有误\"}".getBytes(StandardCharsets.UTF_8)).statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=gbk",
        "text/json",
        "text/plain",
        "application/merge-patch+json"
      })
  void takesNoOtherContentType(String type) {
    sent(type, "{\"reason\": \"有误\"}".getBytes(StandardCharsets.UTF_8))
        .statusCode(415)
        .body("type", equalTo("https://zhihe.dev/problems/unsupported-media-type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GB18030", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
  void takesNoOtherEncoding(String encoding) {
    sent("application/json", "{\"reason\": \"有误\"}".getBytes(Charset.forName(encoding)))
        .statusCode(400)
        .body("errors[0].code", equalTo("encoding"));
  }

  @Test
  void countsARareIdeographAsOneCharacter() {
    sent("{\"reason\": \"" + "𠀀".repeat(500) + "\"}").statusCode(404);
    sent("{\"reason\": \"" + "𠀀".repeat(501) + "\"}")
        .statusCode(422)
        .body("errors[0].code", equalTo("invalid"))
        .body("errors[0].pointer", equalTo("/reason"));
    for (var reason : Map.of("𠀀".repeat(300), 404, "𠀀".repeat(301), 400).entrySet()) {
      as("erin", "editor")
          .header("If-Match", "*")
          .queryParam("reason", reason.getKey())
          .delete("/v1/topics/559009-none")
          .then()
          .statusCode(reason.getValue());
    }
  }

  @Test
  void takesNoBodyWithoutEnd() {
    sent("{\"reason\": \"" + "误".repeat(400_000) + "\"}")
        .statusCode(413)
        .body("type", equalTo("https://zhihe.dev/problems/too-large"));
    sent("").statusCode(422);
  }

  @Test
  void keepsTheDigitsOfANumberAndRefusesOneWithoutEnd() {
    var board = new Board("559001").loaded();
    for (var absurd :
        List.of("1e-99999999999999999999", "1e999999999", "9".repeat(51), "9".repeat(5_000))) {
      sentNotice(board, absurd)
          .statusCode(400)
          .body("errors[0].code", equalTo("number"))
          .body("errors[0].pointer", equalTo("/feeYuan"));
    }
    sentNotice(board, "1.2e4").statusCode(201).body(containsString("\"feeYuan\":12000.00,"));
  }

  private static ValidatableResponse sentNotice(Board board, String fee) {
    return asEditor()
        .contentType("application/json")
        .body(
            """
            {"code": "%s", "topic": "%s", "titleZh": "开放日", "day": "2021-05-01", "feeYuan": %s}
            """
                .formatted(board.notice(1), board.topic(), fee))
        .post(NOTICES)
        .then();
  }

  @Test
  void keepsReasonsWithoutTheSpacesAroundThem() {
    var board = new Board("559002").loaded();
    board.waiting(1);
    as("rita", "reviewer")
        .contentType("application/json")
        .header("If-Match", "\"v2\"")
        .body(Map.of("reason", "\u3000有误\u00A0"))
        .post(board.item(1) + "/return")
        .then()
        .statusCode(200)
        .body("returnReason", equalTo("有误"));
  }
}
