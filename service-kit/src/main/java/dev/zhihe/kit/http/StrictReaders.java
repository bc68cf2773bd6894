package dev.zhihe.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How texts, numbers and days are read from JSON: of the type that is named, and checked. */
final class StrictReaders {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private StrictReaders() {}

  static SimpleModule module() {
    return new SimpleModule("strict")
        .addDeserializer(String.class, new TextReader())
        .addDeserializer(BigDecimal.class, new NumberReader())
        .addDeserializer(Integer.class, new WholeReader(Integer.class))
        .addDeserializer(int.class, new WholeReader(int.class))
        .addDeserializer(LocalDate.class, new DayReader());
  }

  /** Reads a text and strips it; a blank text becomes null. */
  private static final class TextReader extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    TextReader() {
      super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (String) context.handleUnexpectedToken(String.class, parser);
      }
      return text(parser);
    }
  }

  private static @Nullable String text(JsonParser parser) throws IOException {
    var given = parser.getText();
    var unfit = Characters.unfit(given);
    if (unfit >= 0) {
      throw new RefusedJson(
          parser, "character", Characters.shortened(given), Characters.refusal(unfit));
    }
    if (!Characters.isBlank(given)) {
      return Characters.strip(given);
    }
    if (parser.getParsingContext().inArray()) {
      throw new RefusedJson(parser, "list", Characters.shortened(given), StrictJson.BLANK_ITEM);
    }
    return null;
  }

  /** Reads a number with all its digits. */
  private static final class NumberReader extends StdScalarDeserializer<BigDecimal> {
    private static final long serialVersionUID = 1L;

    NumberReader() {
      super(BigDecimal.class);
    }

    @Override
    public BigDecimal deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.currentToken().isNumeric()) {
        return (BigDecimal) context.handleUnexpectedToken(BigDecimal.class, parser);
      }
      return sized(parser);
    }
  }

  private static BigDecimal sized(JsonParser parser) throws IOException {
    var number = StrictJson.number(parser.getText());
    if (number == null) {
      throw new RefusedJson(
          parser,
          "number",
          Characters.shortened(parser.getText()),
          Text.of(
              "数字过长：至多 %d 位", "the number is too long: at most %d digits", StrictJson.MAX_DIGITS));
    }
    return number;
  }

  /** Reads a whole number, in any notation: 48, 48.0 and 4.8e1 are equal. */
  private static final class WholeReader extends StdScalarDeserializer<Integer> {
    private static final long serialVersionUID = 1L;

    WholeReader(Class<Integer> type) {
      super(type);
    }

    @Override
    public Integer deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.currentToken().isNumeric()) {
        return (Integer) context.handleUnexpectedToken(_valueClass, parser);
      }
      try {
        return sized(parser).intValueExact();
      } catch (ArithmeticException e) {
        throw new RefusedJson(
            parser,
            "whole-number",
            Characters.shortened(parser.getText()),
            Text.of(
                "应为 %d 至 %d 的整数",
                "a whole number from %d to %d", Integer.MIN_VALUE, Integer.MAX_VALUE));
      }
    }

    @Override
    public Integer getNullValue(DeserializationContext context) throws JsonMappingException {
      if (_valueClass.isPrimitive()) {
        context.reportInputMismatch(this, "null for a number");
      }
      return super.getNullValue(context);
    }
  }

  /** Reads a day in ISO 8601 format, without a time. */
  private static final class DayReader extends StdScalarDeserializer<LocalDate> {
    private static final long serialVersionUID = 1L;

    DayReader() {
      super(LocalDate.class);
    }

    @Override
    public @Nullable LocalDate deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (LocalDate) context.handleUnexpectedToken(LocalDate.class, parser);
      }
      var text = text(parser);
      if (text == null) {
        return null;
      }
      try {
        if (DAY.matcher(text).matches() && !text.startsWith("0000")) {
          return LocalDate.parse(text);
        }
      } catch (DateTimeException e) {
        throw new RefusedJson(
            parser, "no-such-date", text, Text.of("没有 %s 这一天", "there is no such day: %s", text));
      }
      throw new RefusedJson(
          parser,
          "date",
          Characters.shortened(text),
          new Text("应为日期，如 2025-06-30", "a date such as 2025-06-30"));
    }
  }
}
