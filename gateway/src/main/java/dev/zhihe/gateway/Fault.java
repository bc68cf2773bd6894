package dev.zhihe.gateway;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One error in a query parameter, in the form that the services use. */
record Fault(String parameter, String code, @Nullable String value, String zh, String en) {
  /** Maximum number of characters of a value that an error repeats. */
  private static final int MAX_REPEATED = 80;

  /**
   * An unknown parameter. The error does not repeat the value, because it may be a misplaced token.
   */
  static Fault unknown(String parameter, List<String> known) {
    var all = String.join(", ", known);
    return new Fault(
        parameter,
        "unknown",
        null,
        known.isEmpty()
            ? "没有参数 %s；此地址不带参数".formatted(parameter)
            : "没有参数 %s；可用：%s".formatted(parameter, all),
        known.isEmpty()
            ? "There is no parameter %s; this address takes none".formatted(parameter)
            : "There is no parameter %s; there are: %s".formatted(parameter, all));
  }

  static Fault repeated(String parameter, List<String> values) {
    return new Fault(
        parameter,
        "repeated",
        String.join(", ", values),
        "参数 %s 给出了 %d 次，只能给出一次；需要其中几项时，请分别查询".formatted(parameter, values.size()),
        "The parameter %s is given %d times and may be given once: for several values, ask for each"
            .formatted(parameter, values.size()));
  }

  static Fault empty(String parameter) {
    return new Fault(
        parameter,
        "empty",
        "",
        "参数 %s 没有值；不需要时请去掉该参数".formatted(parameter),
        "The parameter %s has no value: leave it out if you do not need it".formatted(parameter));
  }

  static Fault invalid(String parameter, String value, String zh, String en) {
    return new Fault(
        parameter,
        "invalid",
        value,
        zh + "；给出的是“" + shortened(value) + "”",
        en + "; given: \"" + shortened(value) + "\"");
  }

  private static String shortened(String value) {
    return value.codePointCount(0, value.length()) <= MAX_REPEATED
        ? value
        : value.substring(0, value.offsetByCodePoints(0, MAX_REPEATED)) + "…";
  }

  JsonObject in(boolean english) {
    var fault =
        new JsonObject()
            .put("detail", Problem.withoutTokens(english ? en : zh))
            .put("code", code)
            .put("pointer", Problem.withoutTokens("/" + parameter));
    return value == null ? fault : fault.put("value", Problem.withoutTokens(value));
  }
}
