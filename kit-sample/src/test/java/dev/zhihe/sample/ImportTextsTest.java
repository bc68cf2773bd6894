package dev.zhihe.sample;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.test.Family;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;

/** Files whose texts or JSON are not as they should be, as they came from the field. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ImportTextsTest {
  private static final Family TOPICS = new Family("topics");

  private static ValidatableResponse sent(String file, String type, String query) {
    return sent(file.getBytes(StandardCharsets.UTF_8), type, query);
  }

  private static ValidatableResponse sent(byte[] file, String type, String query) {
    return asEditor()
        .contentType(type)
        .body(file)
        .post("/v1/topics/imports" + query)
        .then()
        .log()
        .ifValidationFails();
  }

  private static ValidatableResponse ndjson(String lines) {
    return sent(lines, MediaTypes.NDJSON, "");
  }

  @Test
  void refusesANulAndTellsTheOtherErrorsToo() {
    sent(
            "code,kind,number,nameZh,note\nzz-q33,event,zzq33,庚,\nzz-q34,event,zzq34,辛,a\0b\nzz-q35,hue,zzq35,辛,\n",
            MediaTypes.CSV,
            "")
        .statusCode(422)
        .body("errors.row", contains(3, 4))
        .body("errors.column", contains("note", "kind"))
        .body("errors.code", contains("character", "unknown-word"))
        .body("errors[0].value", equalTo("a\uFFFDb"))
        .body("errors[0].detail", containsString("U+0000"));
  }

  @Test
  void refusesAControlCharacterAndGivesTheFileBackMarked() throws Exception {
    var file = "code,kind,number,nameZh,note\nzz-q43,event,zzq43,壬,a\u000Bb\n";
    sent(file, MediaTypes.CSV, "")
        .statusCode(422)
        .body("errors.row", contains(2))
        .body("errors.column", contains("note"))
        .body("errors.code", contains("character"));
    var marked = sent(file, MediaTypes.CSV, "?errors=xlsx").statusCode(422).extract().asByteArray();
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(marked))) {
      assertThat(workbook.getFirstSheet().read().get(1).getCellText(4)).isEqualTo("a\uFFFDb");
    }
  }

  @Test
  void tellsAJobsCharactersToo() {
    var job = TOPICS.submitted("code,kind,number,nameZh,note\nzz-q44,event,zzq44,壬,a\0b\n", "");
    var ended = TOPICS.ended(job);
    assertThat(ended.getString("state")).isEqualTo("rejected");
    assertThat(ended.getString("errors[0].column")).isEqualTo("note");
    assertThat(ended.getString("errors[0].code")).isEqualTo("character");
  }

  @Test
  void refusesHalfACharacter() {
    ndjson(
            "{\"code\":\"zz-q16\",\"kind\":\"event\",\"number\":\"zzq16\",\"nameZh\":\"甲\",\"note\":\"a\\ud800b\"}\n")
        .statusCode(422)
        .body("errors.row", contains(1))
        .body("errors.column", contains("note"))
        .body("errors.code", contains("character"));
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    ndjson(
            "{\"code\":\"zz-q15\",\"kind\":\"event\",\"number\":\"zzq15\",\"nameZh\":\"甲\",\"nameZh\":\"乙\"}\n")
        .statusCode(422)
        .body("errors.row", contains(1))
        .body("errors.column", contains("nameZh"))
        .body("errors.code", contains("duplicate-key"));
  }

  @Test
  void refusesASecondObjectOnALine() {
    ndjson(
            """
            {"code":"zz-q09","kind":"event","number":"zzq09","nameZh":"丙"}
            {"code":"zz-q10","kind":"event","number":"zzq10","nameZh":"丙"}{"code":"zz-q11","kind":"event","number":"zzq11","nameZh":"丙"}
            """)
        .statusCode(422)
        .body("errors.row", contains(2))
        .body("errors.code", contains("json"));
  }

  @Test
  void refusesAnExponentBeyondAllNumbers() {
    var line =
        "{\"code\":\"zz-q17\",\"kind\":\"event\",\"number\":\"zzq17\",\"nameZh\":\"甲\",\"note\":1e-99999999999999999999}\n";
    ndjson(line)
        .statusCode(422)
        .body("errors.row", contains(1))
        .body("errors.column", contains("note"))
        .body("errors.code", contains("type"));
    ndjson(
            "{\"code\":\"zz-r17\",\"area\":\"500106\",\"nameZh\":\"甲\",\"startYear\":1e-99999999999999999999,\"endYear\":1e2}\n")
        .statusCode(422)
        .body("errors.column", contains("startYear", "endYear"))
        .body("errors.code", contains("whole-number", "whole-number"));
  }

  @Test
  void takesJsonTypesAsTheContractHasThem() {
    ndjson(
            """
            {"code":"zz-r18","area":500106,"nameZh":"甲","startYear":"2021","endYear":true}
            {"code":"zz-r19","area":["500106"],"nameZh":{"zh":"甲"},"startYear":2021,"endYear":2025}
            """)
        .statusCode(422)
        .body("errors.row", contains(1, 1, 1, 2, 2))
        .body("errors.column", contains("area", "startYear", "endYear", "area", "nameZh"))
        .body("errors.code", contains("type", "type", "type", "shape", "shape"));
  }

  private static ValidatableResponse rows(String... properties) {
    var file = new StringBuilder();
    for (int i = 0; i < properties.length; i++) {
      file.append("{\"code\":\"zz-s%d\",%s}\n".formatted(i, properties[i]));
    }
    return asEditor()
        .contentType(MediaTypes.NDJSON)
        .body(file.toString().getBytes(StandardCharsets.UTF_8))
        .post("/v1/topics/imports?dryRun=true")
        .then()
        .log()
        .ifValidationFails();
  }

  private static List<String> told(ValidatableResponse answer, String column) {
    return answer
        .statusCode(422)
        .extract()
        .jsonPath()
        .getList("errors.findAll {it.column == '%s'}.code".formatted(column));
  }

  @Test
  void refusesAnEmptyItemOfAListWhereverItStands() {
    assertThat(
            told(
                rows(
                    "\"aliases\":[null]",
                    "\"aliases\":[null,\"乙\"]",
                    "\"aliases\":[\"甲\",null]",
                    "\"aliases\":[\"\u200b\"]",
                    "\"aliases\":[\"\"]",
                    "\"aliases\":[\"甲\",\" \"]",
                    "\"aliases\":[]",
                    "\"aliases\":null"),
                "aliases"))
        .containsExactly("type", "type", "type", "list", "list", "list");
  }

  @Test
  void saysOfADayThatIsANumberThatATextIsExpected() {
    var answer = rows("\"opensOn\":2022");
    assertThat(told(answer, "opensOn")).containsExactly("type");
    answer.body("errors.find {it.column == 'opensOn'}.detail", equalTo("JSON 类型不对：应为文字，加引号"));
  }

  @Test
  void takesAWholeNumberHoweverJsonWritesIt() {
    var answer =
        rows(
            "\"startYear\":2020.0,\"endYear\":202e1",
            "\"startYear\":20200e-1,\"endYear\":2.0250e3",
            "\"startYear\":2020.5,\"endYear\":" + "2".repeat(5_000));
    assertThat(told(answer, "startYear")).containsExactly("whole-number");
    assertThat(told(answer, "endYear")).containsExactly("whole-number");
    answer.body("errors.findAll {it.column == 'startYear'}.row", contains(3));
    assertThat(told(rows("\"weight\":" + "2".repeat(5_000)), "weight")).containsExactly("number");
  }

  @Test
  void takesWhatIsNotSeenForBlank() {
    sent(
            "code,kind,number,nameZh\nzz-q31,event,zzq31,\u00A0\nzz-q32,event,zzq31\u00A0,\u200B\n",
            MediaTypes.CSV,
            "")
        .statusCode(422)
        .body("errors.row", contains(2, 3))
        .body("errors.column", contains("nameZh", "nameZh"))
        .body("errors.code", contains("required", "required"));
    sent(
            "code,kind,number,nameZh\nzz-q36,event,zzq36,甲\nzz-q37,event,zzq36\u00A0,甲\n",
            MediaTypes.CSV,
            "")
        .statusCode(422)
        .body("errors.row", contains(3))
        .body("errors.code", contains("same-thing"));
  }

  @Test
  void readsAMarkBeforeAQuotedHeader() {
    sent(
            "\uFEFF\"code\",\"area\",\"number\",\"nameZh\"\r\n\"zz-q30\",\"500106\",\"zzq30\",\"己\"\r\n",
            MediaTypes.CSV,
            "")
        .statusCode(200)
        .body("created", equalTo(1));
    ndjson(
            "\uFEFF{\"code\":\"zz-q29\",\"area\":\"500106\",\"number\":\"zzq29\",\"nameZh\":\"己\"}\n")
        .statusCode(200)
        .body("created", equalTo(1));
  }

  @Test
  void namesTheLineThatIsNotUtf8() {
    var file =
        "{\"code\":\"zz-q28\",\"kind\":\"event\",\"number\":\"zzq28\",\"nameZh\":\"己\"}\n{\"code\":\"?\"}\n"
            .getBytes(StandardCharsets.UTF_8);
    file[file.length - 4] = (byte) 0xB0;
    sent(file, MediaTypes.NDJSON, "")
        .statusCode(400)
        .body("errors", hasSize(1))
        .body("errors[0].row", equalTo(2))
        .body("errors[0].code", equalTo("encoding"));
  }

  @Test
  void readsFullWidthFormsAndNoOtherFormsOfDigits() {
    new Family("topics")
        .imported(
            "code,area,nameZh,startYear,endYear\nzz-r20,500106,甲,２０２１,202①\nzz-r21,500106,乙,2021²,2025\n")
        .statusCode(422)
        .body("errors.row", contains(2, 3))
        .body("errors.column", contains("endYear", "startYear"))
        .body("errors.value", contains("202①", "2021²"));
  }

  @Test
  void refusesParametersThatCannotBeKept() {
    as("rosa", "editor")
        .header("If-Match", "*")
        .queryParam("reason", "a\0b")
        .delete("/v1/topics/zz-none")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/reason"))
        .body("errors[0].code", equalTo("character"));
    asEditor().get("/v1/topics/zz%00none").then().statusCode(404);
    as("a\u0001b", "editor").get("/v1/notices").then().statusCode(401);
  }
}
