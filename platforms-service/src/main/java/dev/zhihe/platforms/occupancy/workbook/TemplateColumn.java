package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.SharedTexts;
import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.occupancy.report.OccupancyKind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dhatim.fastexcel.DataValidationErrorStyle;
import org.dhatim.fastexcel.ProtectionOption;
import org.dhatim.fastexcel.Range;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A column of the template.
 *
 * @param name its name in the import
 * @param zh its header in a Chinese workbook
 * @param figure the figure that it holds; null if it holds a text
 */
record TemplateColumn(String name, String zh, @Nullable OccupancyFigure figure) {
  private static final String KIND = "kind";
  private static final String LOCKED_COLOR = "F2F2F2";
  private static final String AS_TEXT = "@";
  private static final String AS_NUMBER = "#,##0";
  private static final String AS_DECIMAL = "#,##0.00";
  private static final Text CHECK = new Text("请检查", "Please check");

  private static final List<TemplateColumn> ALL =
      Stream.of(
              List.of(
                  text("platform", "平台"),
                  text("platformName", "平台名称"),
                  text("period", "填报期"),
                  text(KIND, "填报类型")),
              Arrays.stream(OccupancyFigure.values())
                  .map(
                      figure ->
                          new TemplateColumn(figure.property(), FigureNote.header(figure), figure))
                  .toList(),
              List.of(text("comment", "说明")))
          .flatMap(List::stream)
          .toList();

  /** Number of the first columns, which say what a row is about and are not filled in. */
  static final int LOCKED = 3;

  /** The columns, in order. */
  static List<TemplateColumn> all() {
    return ALL;
  }

  private static TemplateColumn text(String name, String zh) {
    return new TemplateColumn(name, zh, null);
  }

  String header(Locale language) {
    return isEnglish(language) ? name : zh;
  }

  double width() {
    return name.equals("platformName") || name.equals("comment") ? 36 : 18;
  }

  /** Sets how its cells look, and what a spreadsheet program lets people enter. */
  void format(Range cells, Locale language) {
    if (ALL.indexOf(this) < LOCKED) {
      cells.style().format(AS_TEXT).fillColor(LOCKED_COLOR).set();
      return;
    }
    var format = figure == null ? AS_TEXT : isWhole() ? AS_NUMBER : AS_DECIMAL;
    cells.style().format(format).protectionOption(ProtectionOption.LOCKED, false).set();
    var first = cells.toString().split(":", 2)[0];
    if (name.equals(KIND)) {
      cells
          .validateWithListByFormula("\"" + String.join(",", kinds(language)) + "\"")
          .showErrorMessage(true)
          .errorStyle(DataValidationErrorStyle.STOP)
          .errorTitle(CHECK.in(language))
          .error(new Text("请从列表中选择", "choose one of the list").in(language));
    } else if (figure == null) {
      require(
          cells,
          "500>=LEN(%s)".formatted(first),
          new Text("至多 500 个字符", "at most 500 characters").in(language),
          language);
    } else if (isWhole()) {
      require(
          cells,
          "AND(ISNUMBER(%1$s),%1$s>=0,%1$s=INT(%1$s))".formatted(first),
          new Text("应为不小于 0 的整数", "a whole number that is not below 0").in(language),
          language);
    } else {
      require(
          cells,
          "AND(ISNUMBER(%1$s),%1$s>=0)".formatted(first),
          new Text("应为不小于 0 的数字", "a number that is not below 0").in(language),
          language);
    }
  }

  private static void require(Range cells, String formula, String otherwise, Locale language) {
    cells
        .validateWithFormula(formula)
        .showErrorMessage(true)
        .errorStyle(DataValidationErrorStyle.STOP)
        .errorTitle(CHECK.in(language))
        .error(otherwise);
  }

  /** Writes a value of the import into a cell. */
  void write(Worksheet sheet, int row, int place, String value, Locale language) {
    if (figure != null) {
      sheet.value(row, place, new BigDecimal(value));
    } else {
      sheet.inlineString(
          row, place, SharedTexts.escaped(name.equals(KIND) ? kind(value, language) : value));
    }
  }

  private static List<String> kinds(Locale language) {
    return Arrays.stream(OccupancyKind.values())
        .map(kind -> kind(Views.word(kind), language))
        .toList();
  }

  /** The word of a kind in the language of the workbook. The import takes either. */
  private static String kind(String word, Locale language) {
    if (isEnglish(language)) {
      return word;
    }
    return word.equals(Views.word(OccupancyKind.NIL)) ? "零报告" : "常规";
  }

  private boolean isWhole() {
    return figure != null && figure.unit() == FigureUnit.NUMBER;
  }

  private static boolean isEnglish(Locale language) {
    return language.getLanguage().equals("en");
  }
}
