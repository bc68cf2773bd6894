package dev.zhihe.kit.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.util.stream.Collectors;

/** Describes what is wrong in JSON that was refused, and where. */
public final class JsonRefusals {
  private JsonRefusals() {}

  /** The violation for refused JSON: the error and its place. */
  public static Violation violation(JacksonException refusal) {
    var pointer = pointer(refusal);
    return switch (refusal) {
      case RefusedJson refused ->
          new Violation(refused.code(), pointer, null, null, refused.value(), refused.detail());
      case UnrecognizedPropertyException unknown ->
          violation(
              "unknown-field",
              pointer,
              Text.of(
                  "没有字段 %s；可用：%s",
                  "There is no field %s; there are: %s",
                  unknown.getPropertyName(),
                  known(unknown)));
      case MismatchedInputException mismatch when !pointer.isEmpty() -> {
        var expected = StrictJson.expected(mismatch.getTargetType());
        yield violation(
            "type",
            pointer,
            new Text(
                "字段 %s 的 JSON 类型不对：应为%s".formatted(pointer.substring(1), expected.zh()),
                "The field %s is of another JSON type: it is %s"
                    .formatted(pointer.substring(1), expected.en())));
      }
      default ->
          repeatsKey(refusal)
              ? violation(
                  "duplicate-key",
                  pointer,
                  Text.of("字段 %s 出现了两次", "The field %s stands twice", pointer.substring(1)))
              : violation(
                  "json",
                  pointer,
                  Text.of(
                      "请求内容不是可读的 JSON%s",
                      "The body is not JSON that can be read%s", place(refusal)));
    };
  }

  /** The violation for a body that is JSON, but as a whole of another type than is expected. */
  static Violation ofWhole(Class<?> expected, JsonToken given) {
    var should = StrictJson.expected(expected);
    var is = StrictJson.name(given);
    return violation(
        "type",
        "",
        new Text(
            "请求内容应为%s，而所给为%s".formatted(should.zh(), is.zh()),
            "The body is %s; %s was given".formatted(should.en(), is.en())));
  }

  private static Violation violation(String code, String pointer, Text detail) {
    return new Violation(code, pointer, null, null, null, detail);
  }

  /** JSON Pointer (RFC 6901) of the place where parsing stopped; empty if nothing was read. */
  private static String pointer(JacksonException refusal) {
    if (refusal instanceof JsonMappingException mapping
        && !(mapping.getCause() instanceof StreamReadException)) {
      return mapping.getPath().stream()
          .map(
              step ->
                  step.getFieldName() == null ? "" + step.getIndex() : escaped(step.getFieldName()))
          .map(step -> "/" + step)
          .collect(Collectors.joining());
    }
    var stumbled = refusal.getCause() instanceof StreamReadException cause ? cause : refusal;
    return stumbled.getProcessor() instanceof JsonParser parser
        ? parser.getParsingContext().pathAsPointer().toString()
        : "";
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static boolean repeatsKey(JacksonException refusal) {
    return refusal.getOriginalMessage().startsWith("Duplicate field");
  }

  private static String known(UnrecognizedPropertyException unknown) {
    return unknown.getKnownPropertyIds() == null
        ? ""
        : unknown.getKnownPropertyIds().stream()
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static String place(JacksonException refusal) {
    var at = refusal.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : " (" + at.getLineNr() + ":" + at.getColumnNr() + ")";
  }
}
