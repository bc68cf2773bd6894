package dev.zhihe.indicators.report.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.indicators.report.attachment.AttachedColumn.Kind;
import dev.zhihe.kit.json.Views;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An attached answer as a table: a line for each of its {@code items}, and its {@code total}.
 *
 * @param columns the first, and those of which the answer has anything
 * @param lines the total last; none if the answer has no items
 */
public record AttachedTable(String title, List<AttachedColumn> columns, List<Line> lines) {
  private static final BigDecimal HUNDRED_MILLION = BigDecimal.valueOf(100_000_000);
  private static final int MAX_DECIMALS = 4;

  /**
   * A line.
   *
   * @param cells a number, a text or null for each column
   */
  public record Line(boolean total, List<@Nullable Object> cells) {}

  /** The tables of a report, in the order of its answers. */
  public static List<AttachedTable> of(List<AttachedAnswer> answers) {
    var names = new HashMap<String, String>();
    answers.forEach(answer -> names(tree(answer), names));
    return answers.stream()
        .filter(answer -> !answer.columns().isEmpty())
        .map(answer -> table(answer, tree(answer), names))
        .toList();
  }

  private static JsonNode tree(AttachedAnswer answer) {
    return Views.tree(new String(answer.body(), StandardCharsets.UTF_8));
  }

  private static void names(JsonNode answer, Map<String, String> names) {
    for (var item : answer.path("items")) {
      if (item.hasNonNull("code") && item.hasNonNull("nameZh")) {
        names.put(item.path("code").asText(), item.path("nameZh").asText());
      }
    }
  }

  private static AttachedTable table(
      AttachedAnswer attached, JsonNode answer, Map<String, String> names) {
    var items = StreamSupport.stream(answer.path("items").spliterator(), false).toList();
    var columns =
        attached.columns().stream()
            .filter(
                column ->
                    column.equals(attached.columns().getFirst())
                        || items.stream().anyMatch(item -> item.hasNonNull(column.property())))
            .toList();
    var lines = new ArrayList<Line>();
    items.forEach(item -> lines.add(line(false, columns, item, names)));
    if (!items.isEmpty() && answer.has("total")) {
      lines.add(line(true, columns, answer.path("total"), names));
    }
    return new AttachedTable(attached.attachment().titleZh(), columns, lines);
  }

  private static Line line(
      boolean total, List<AttachedColumn> columns, JsonNode item, Map<String, String> names) {
    var cells = new ArrayList<@Nullable Object>();
    for (var column : columns) {
      var cell = cell(column, item.path(column.property()), names);
      cells.add(cell == null && cells.isEmpty() ? total ? "合计" : "未载明" : cell);
    }
    return new Line(total, cells);
  }

  private static @Nullable Object cell(
      AttachedColumn column, JsonNode value, Map<String, String> names) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return switch (column.kind()) {
      case NAMED -> names.getOrDefault(value.asText(), value.asText());
      case WORD -> column.words().getOrDefault(value.asText(), value.asText());
      case TEXT -> value.asText();
      case NUMBER -> value.isNumber() ? value.decimalValue() : value.asText();
      case YUAN, PERCENT ->
          value.isNumber()
              ? value.decimalValue().setScale(2, RoundingMode.HALF_UP)
              : value.asText();
    };
  }

  /** The headings of the page. */
  public List<String> headings() {
    return columns.stream().map(column -> column.label() + unit(column, "亿元")).toList();
  }

  /** The headings of a workbook. */
  public List<String> labels() {
    return columns.stream().map(column -> column.label() + unit(column, "元")).toList();
  }

  private static String unit(AttachedColumn column, String money) {
    return switch (column.kind()) {
      case YUAN -> "（" + money + "）";
      case PERCENT -> "（%）";
      case NAMED, WORD, TEXT, NUMBER -> "";
    };
  }

  /** The cells of a line on the page. */
  public List<String> texts(Line line) {
    var texts = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      texts.add(text(columns.get(i), line.cells().get(i)));
    }
    return texts;
  }

  private static String text(AttachedColumn column, @Nullable Object value) {
    return switch (value) {
      case null -> "—";
      case BigDecimal sum when column.kind() == Kind.YUAN -> {
        var shown = sum.divide(HUNDRED_MILLION, MAX_DECIMALS, RoundingMode.HALF_UP);
        yield shown.signum() == 0 && sum.signum() != 0
            ? (sum.signum() > 0 ? "<0.0001" : ">-0.0001")
            : shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
      }
      case BigDecimal number -> number.toPlainString();
      default -> value.toString();
    };
  }
}
