package dev.zhihe.kit.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.changelog.Views;
import dev.zhihe.kit.http.Problem;
import dev.zhihe.kit.http.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, with the properties of a list's items: an absent property keeps, a null
 * clears, as absent columns and empty cells of CSV do.
 */
final class NdjsonFile {
  private final List<Column> known;
  private final List<String> columns;
  private final Map<String, RecordComponent> properties;

  private NdjsonFile(ImportFamily<?, ?> family) {
    known = family.columns();
    columns = known.stream().map(Column::name).toList();
    properties = properties(family);
  }

  static void read(Path file, ImportFamily<?, ?> family, Format.Lines lines) throws IOException {
    new NdjsonFile(family).read(file, lines);
  }

  private void read(Path file, Format.Lines lines) throws IOException {
    Format.refuseWorkbook(file);
    long number = 0;
    try (var text =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
      lines.header(columns);
      for (var line = line(text, number + 1); line != null; line = line(text, number + 1)) {
        number++;
        if (!line.isBlank()) {
          row(number, line, lines);
        }
      }
    } catch (CharacterCodingException e) {
      throw new Problem(
          Problem.Type.MALFORMED,
          Text.of(
              "NDJSON 须为 UTF-8 编码；第 %d 行之后有其他字节",
              "NDJSON is UTF-8; there are other bytes after line %d", number));
    }
  }

  /** A line, no longer than a row may be: a file that is one endless line costs no memory. */
  private static @Nullable String line(BufferedReader text, long number) throws IOException {
    var line = new StringBuilder();
    for (int character = text.read(); character >= 0; character = text.read()) {
      if (character == '\n') {
        return line.toString();
      }
      if (line.length() == Format.LONGEST_ROW) {
        throw Format.tooLong(number);
      }
      line.append((char) character);
    }
    return line.isEmpty() ? null : line.toString();
  }

  private void row(long number, String line, Format.Lines lines) {
    var cells = new HashMap<String, String>();
    var broken = new ArrayList<Format.Broken>();
    var object = object(line);
    if (object == null) {
      broken.add(
          new Format.Broken(
              null,
              line,
              "json",
              new Text("此行应为一个 JSON 对象", "this line should be one JSON object")));
    } else if (object.size() > Format.MOST_COLUMNS) {
      broken.add(
          new Format.Broken(
              null,
              null,
              "columns",
              Text.of("此行超过 %d 项", "this line has more than %d properties", Format.MOST_COLUMNS)));
    } else {
      for (var field : object.properties()) {
        if (!columns.contains(field.getKey())) {
          broken.add(
              new Format.Broken(
                  field.getKey(),
                  field.getValue().toString(),
                  "unknown-column",
                  Column.unknown(field.getKey(), known)));
        } else {
          cells.put(field.getKey(), cell(field.getKey(), field.getValue(), broken));
        }
      }
    }
    var inOrder = new ArrayList<@Nullable String>();
    for (var column : columns) {
      inOrder.add(cells.get(column));
    }
    lines.row(number, inOrder, broken);
  }

  private static @Nullable JsonNode object(String line) {
    try {
      var node = Views.parse(line);
      return node.isObject() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The value as a CSV cell says it. */
  private String cell(String column, JsonNode value, List<Format.Broken> broken) {
    if (!value.isArray()) {
      return scalar(column, value, broken);
    }
    var items = new ArrayList<String>();
    var element = element(properties.get(column));
    for (var item : value) {
      var text =
          item.isObject() && element.isRecord()
              ? object(column, item, element, broken)
              : scalar(column, item, broken);
      if (text.contains(";")) {
        broken.add(
            new Format.Broken(
                column, text, "list", new Text("各项不可含分号", "an item has no semicolon in it")));
      }
      items.add(text);
    }
    return String.join(";", items);
  }

  private static String scalar(String column, JsonNode value, List<Format.Broken> broken) {
    if (value.isContainerNode()) {
      broken.add(
          new Format.Broken(
              column,
              value.toString(),
              "shape",
              new Text("此处应为单个值", "a single value should stand here")));
      return "";
    }
    if (value.isNull()) {
      return "";
    }
    // 1e999999999 written out would fill the memory; as it stands it is simply no number we take.
    return value.isNumber() && Math.abs(value.decimalValue().scale()) < 50
        ? value.decimalValue().toPlainString()
        : value.asText();
  }

  private static String object(
      String column, JsonNode item, Class<?> element, List<Format.Broken> broken) {
    try {
      return Views.read(item.toString(), element).toString();
    } catch (IllegalStateException e) {
      var fields =
          Arrays.stream(element.getRecordComponents())
              .map(RecordComponent::getName)
              .collect(Collectors.joining(", "));
      broken.add(
          new Format.Broken(
              column,
              item.toString(),
              "shape",
              Text.of("应为含 %s 的对象", "an object with %s", fields)));
      return "";
    }
  }

  private static Class<?> element(@Nullable RecordComponent property) {
    return property != null
            && property.getGenericType() instanceof ParameterizedType list
            && list.getActualTypeArguments()[0] instanceof Class<?> type
        ? type
        : String.class;
  }

  private static Map<String, RecordComponent> properties(ImportFamily<?, ?> family) {
    try {
      var view = family.entity().getMethod("view").getReturnType();
      return Arrays.stream(view.getRecordComponents())
          .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
