package dev.zhihe.sample;

import static dev.zhihe.test.Family.as;
import static dev.zhihe.test.Family.asEditor;

import dev.zhihe.test.Acts;
import dev.zhihe.test.Family;
import dev.zhihe.test.Request;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;

/** A topic of an area that a test has to itself, and notices about it. */
record Board(String area) {
  static final String NOTICES = "/v1/notices";
  static final Family TOPICS = new Family("topics");

  /** Takes in the topic, as an editor does. */
  Board loaded() {
    TOPICS
        .imported(
            "code,area,nameZh,startYear,endYear\n%s,%s,开放日,2021,2025\n".formatted(topic(), area))
        .statusCode(200);
    return this;
  }

  String topic() {
    return area + "-t1";
  }

  String notice(int number) {
    return area + "-n" + number;
  }

  String item(int number) {
    return NOTICES + "/" + notice(number);
  }

  /** A sound body of a notice. */
  Map<String, Object> body(int number) {
    var body = new HashMap<String, Object>();
    body.put("code", notice(number));
    body.put("topic", topic());
    body.put("titleZh", "开放日将于五月举行");
    body.put("content", "欢迎参加");
    body.put("day", "2021-05-01");
    body.put("places", 40);
    body.put("feeYuan", 20.5);
    return body;
  }

  /** The body with some of it changed. */
  Map<String, Object> body(int number, Map<String, Object> others) {
    var body = body(number);
    body.putAll(others);
    return body;
  }

  /** Writes a notice as somebody. */
  Response drafted(Request somebody, int number) {
    return Acts.done(somebody.contentType("application/json").body(body(number)).post(NOTICES));
  }

  /** Hands a draft in as somebody. */
  Response submitted(Request somebody, int number) {
    return Acts.done(Acts.seen(somebody, item(number)).post(item(number) + "/submission"));
  }

  /** A notice that erin wrote and handed in. */
  void waiting(int number) {
    drafted(asEditor(), number);
    submitted(asEditor(), number);
  }

  /** A notice that everybody may read. */
  void published(int number) {
    waiting(number);
    Acts.done(Acts.seen(rita(), item(number)).post(item(number) + "/publication"));
  }

  /** Name of an editor whom no other test has. */
  String editor() {
    return "erin-" + area;
  }

  /** The same about to send JSON. */
  Request asItsEditor() {
    return as(editor(), "editor").contentType("application/json");
  }

  static Request rita() {
    return as("rita", "reviewer");
  }
}
