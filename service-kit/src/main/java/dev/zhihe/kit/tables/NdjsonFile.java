package dev.zhihe.kit.tables;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.zhihe.kit.http.JsonRefusals;
import dev.zhihe.kit.http.StrictJson;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object per line, with the properties of a list's items. An absent property keeps
 * the stored value and null clears it, like absent columns and empty cells of CSV. Each value must
 * have the item property's JSON type.
 */
final class NdjsonFile {
  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(StrictJson.CONSTRAINTS).build();
  private static final String MARK = "\uFEFF";

  private final List<Column> known;
  private final List<String> columns;
  private final Map<String, RecordComponent> properties;

  private NdjsonFile(List<Column> known, Class<?> item) {
    this.known = known;
    columns = known.stream().map(Column::name).distinct().toList();
    properties =
        Arrays.stream(item.getRecordComponents())
            .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
  }

  static void read(Path file, List<Column> columns, Class<?> item, Lines lines) throws IOException {
    new NdjsonFile(columns, item).read(file, lines);
  }

  private void read(Path file, Lines lines) throws IOException {
    Format.refuseWorkbook(file);
    try (var bytes = new BufferedInputStream(Files.newInputStream(file), 64 * 1024)) {
      lines.header(1, columns);
      long number = 1;
      for (var line = line(bytes, number); line != null; line = line(bytes, ++number)) {
        var json = number == 1 && line.startsWith(MARK) ? line.substring(1) : line;
        if (!Characters.isBlank(json)) {
          var row = new JsonRow();
          row.read(json);
          lines.row(number, row.cells(), row.broken);
        }
      }
    }
  }

  /**
   * Reads a line up to the length limit of a row. So a file that is one endless line costs no
   * memory.
   */
  private static @Nullable String line(InputStream bytes, long number) throws IOException {
    var line = new ByteArrayOutputStream(512);
    int one = bytes.read();
    if (one < 0) {
      return null;
    }
    for (; one >= 0 && one != '\n'; one = bytes.read()) {
      if (line.size() == 4 * Format.MAX_ROW_LENGTH) { // a character takes at most four bytes
        throw Format.tooLong(number);
      }
      line.write(one);
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray()));
      if (Characters.length(text) > Format.MAX_ROW_LENGTH) {
        throw Format.tooLong(number);
      }
      return text.toString();
    } catch (CharacterCodingException e) {
      throw refusal(
          number,
          "encoding",
          Text.of(
              "NDJSON 须为 UTF-8 编码；第 %d 行有其他字节",
              "NDJSON is UTF-8; line %d has other bytes", number));
    }
  }

  private static Problem refusal(long number, String code, Text detail) {
    return new Problem(
        ProblemType.MALFORMED, detail, List.of(Violation.ofCell(number, null, null, code, detail)));
  }

  /** A line that is being parsed into a row. */
  private final class JsonRow {
    private final Map<String, String> cellByColumn = new HashMap<>();
    private final List<BrokenCell> broken = new ArrayList<>();

    List<@Nullable String> cells() {
      var inOrder = new ArrayList<@Nullable String>();
      for (var column : columns) {
        inOrder.add(cellByColumn.get(column));
      }
      return inOrder;
    }

    void read(String line) throws IOException {
      try (var json = JSON.createParser(line)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          refuseLine(line);
          return;
        }
        var names = new HashSet<String>();
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          json.nextToken();
          if (names.size() == Format.MAX_COLUMNS) {
            broken.clear();
            broken.add(
                new BrokenCell(
                    null,
                    null,
                    "columns",
                    Text.of(
                        "此行超过 %d 项", "this line has more than %d properties", Format.MAX_COLUMNS)));
            return;
          }
          if (!names.add(name)) {
            refuse(
                name,
                text(json, line),
                "duplicate-key",
                new Text("同一行中此字段出现了两次", "the field stands twice in the line"));
          } else if (!columns.contains(name)) {
            refuse(name, text(json, line), "unknown-column", Column.unknown(name, known));
          } else {
            cellByColumn.put(name, cell(name, json, line));
          }
        }
        if (json.nextToken() != null) {
          refuseLine(line);
        }
      } catch (JacksonException e) {
        refuseLine(line);
      }
    }

    /** The value in the form of a CSV cell. */
    private String cell(String column, JsonParser json, String line) throws IOException {
      var property = properties.get(column);
      if (!json.hasToken(JsonToken.START_ARRAY)) {
        return scalar(column, json, line, property == null ? null : property.getType());
      }
      if (property != null && property.getType() != List.class) {
        return refuse(
            column,
            text(json, line),
            "shape",
            new Text("此处应为单个值", "a single value should stand here"));
      }
      var items = new ArrayList<String>();
      var element = element(property);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        // The form of an object in a file has no semicolon, and a full-width one within its texts.
        var isObject = json.hasToken(JsonToken.START_OBJECT) && element.isRecord();
        var item =
            isObject
                ? object(column, text(json, line), element)
                : item(column, json, line, element.isRecord() ? String.class : element);
        if (item.contains(";") || (!isObject && item.contains("；"))) {
          refuse(column, item, "list", new Text("各项不可含分号", "an item has no semicolon in it"));
        }
        items.add(item);
      }
      return String.join(";", items);
    }

    /** An item of a list. Empty items are refused. */
    private String item(String column, JsonParser json, String line, Class<?> expected)
        throws IOException {
      if (json.hasToken(JsonToken.VALUE_NULL)) {
        return refuseType(column, json, line, expected);
      }
      if (json.hasToken(JsonToken.VALUE_STRING) && Characters.isBlank(json.getText())) {
        return refuse(column, json.getText(), "list", StrictJson.BLANK_ITEM);
      }
      return scalar(column, json, line, expected);
    }

    private String scalar(String column, JsonParser json, String line, @Nullable Class<?> expected)
        throws IOException {
      var token = json.currentToken();
      if (token == JsonToken.VALUE_NULL) {
        return "";
      }
      if (token.isStructStart() && expected != List.class) {
        return refuse(
            column,
            text(json, line),
            "shape",
            new Text("此处应为单个值", "a single value should stand here"));
      }
      if (expected != null && !fits(token, expected)) {
        return refuseType(column, json, line, expected);
      }
      if (!token.isNumeric()) {
        return json.getText();
      }
      // 1e999999999 written out would fill the memory. Its original text is refused later as an
      // invalid number.
      var number = StrictJson.number(json.getText());
      return number == null ? json.getText() : number.toPlainString();
    }

    private String refuseType(String column, JsonParser json, String line, Class<?> expected)
        throws IOException {
      var should = StrictJson.expected(expected);
      return refuse(
          column,
          text(json, line),
          "type",
          new Text("JSON 类型不对：应为" + should.zh(), "another JSON type is needed: " + should.en()));
    }

    private String object(String column, String item, Class<?> element) throws IOException {
      try {
        return StrictJson.MAPPER.readValue(item, element).toString();
      } catch (JacksonException e) {
        var fault = JsonRefusals.violation(e);
        var fields =
            Arrays.stream(element.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
        return refuse(
            column,
            item,
            "shape",
            new Text(
                "应为含 %s 的对象：%s".formatted(fields, fault.detail().zh()),
                "an object with %s: %s".formatted(fields, fault.detail().en())));
      }
    }

    /** The value's text in the line. The parser is then at the value's end. */
    private static String text(JsonParser json, String line) throws IOException {
      var from = (int) json.currentTokenLocation().getCharOffset();
      if (json.currentToken().isStructStart()) {
        json.skipChildren();
      } else {
        json.finishToken();
      }
      return line.substring(from, (int) json.currentLocation().getCharOffset());
    }

    private String refuse(String column, String value, String code, Text detail) {
      broken.add(new BrokenCell(column, value, code, detail));
      return "";
    }

    /** Refuses the whole line. It is not checked further. */
    private void refuseLine(String line) {
      broken.addFirst(
          new BrokenCell(
              null,
              line,
              "json",
              new Text("此行应为一个 JSON 对象", "this line should be one JSON object")));
    }
  }

  private static boolean fits(JsonToken token, Class<?> type) {
    if (type == Boolean.class || type == boolean.class) {
      return token.isBoolean();
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return token.isNumeric();
    }
    return type != List.class && token == JsonToken.VALUE_STRING;
  }

  private static Class<?> element(@Nullable RecordComponent property) {
    return property != null
            && property.getGenericType() instanceof ParameterizedType list
            && list.getActualTypeArguments()[0] instanceof Class<?> type
        ? type
        : String.class;
  }
}
