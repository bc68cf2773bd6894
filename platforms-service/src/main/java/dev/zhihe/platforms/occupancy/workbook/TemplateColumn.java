package dev.zhihe.platforms.occupancy.workbook;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.tables.SharedTexts;
import dev.zhihe.platforms.form.FormField;
import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.occupancy.report.OccupancyKind;
import dev.zhihe.platforms.occupancy.report.ReportHeadings;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
 * @param header its header
 * @param figure the figure that it holds; null if it holds a text
 * @param field what the form says of it; null if the form says nothing
 */
record TemplateColumn(
    String name, Text header, @Nullable OccupancyFigure figure, @Nullable FormField field) {
  private static final String KIND = "kind";
  private static final String AMENDS = "amends";

  /** Marks what must be filled in. The import ignores it. */
  private static final String REQUIRED = "*";

  private static final String LOCKED_COLOR = "F2F2F2";
  private static final String AS_TEXT = "@";
  private static final String AS_NUMBER = "#,##0";
  private static final String AS_DECIMAL = "#,##0.00";
  private static final Text CHECK = new Text("请检查", "Please check");

  /** Number of the first columns, which say what a row is about. */
  static final int FIRST = 3;

  /**
   * The columns for a form, in order: those of its figures are in its order.
   *
   * @param headings which of its names the import understands
   * @param hasAmendments whether a row is that of an amendment
   */
  static List<TemplateColumn> of(FormInForce form, ReportHeadings headings, boolean hasAmendments) {
    var figures =
        form.adoptedByArea()
            ? form.fields().stream()
            : Arrays.stream(OccupancyFigure.values())
                .map(figure -> Objects.requireNonNull(form.field(figure.property())));
    return Stream.of(
            Stream.of(
                text("platform", "平台", null),
                text("platformName", "平台名称", null),
                text("period", "填报期", null),
                text(KIND, "填报类型", null)),
            figures
                .filter(field -> OccupancyFigure.of(field.name()) != null)
                .map(field -> figure(field, form.adoptedByArea(), headings)),
            Stream.of(text("comment", "说明", form.adoptedByArea() ? form.field("comment") : null)),
            hasAmendments ? Stream.of(text(AMENDS, "所更正填报", null)) : Stream.<TemplateColumn>of())
        .flatMap(columns -> columns)
        .toList();
  }

  private static TemplateColumn text(String name, String zh, @Nullable FormField field) {
    var mark = field != null && field.required() ? REQUIRED : "";
    return new TemplateColumn(name, new Text(zh + mark, name + mark), null, field);
  }

  /** A figure has the name that the form gives it, with its unit, if the import understands it. */
  private static TemplateColumn figure(FormField field, boolean isNamed, ReportHeadings headings) {
    var name = field.name();
    var figure = Objects.requireNonNull(OccupancyFigure.of(name));
    var unit = Objects.requireNonNull(field.unit()).label();
    var hasZh = isNamed && headings.isUnderstood(field.labelZh(), name);
    var hasEn = isNamed && headings.isUnderstood(field.labelEn(), name);
    var zh = (hasZh ? field.labelZh() : figure.label().zh()) + "（" + unit.zh() + "）";
    var measured = figure.unit() == FigureUnit.NUMBER ? "" : " (" + unit.en() + ")";
    var en = hasEn ? field.labelEn() + measured : name;
    var mark = isNamed && field.required() ? REQUIRED : "";
    return new TemplateColumn(name, new Text(zh + mark, en + mark), figure, field);
  }

  /** Whether it says what a row is about, and is not filled in. */
  boolean isLocked(int place) {
    return place < FIRST || name.equals(AMENDS);
  }

  double width() {
    return name.equals("platformName") || name.equals("comment") ? 36 : 18;
  }

  /** Sets how its cells look, and what a spreadsheet program lets people enter. */
  void format(Range cells, int place, Locale language) {
    if (isLocked(place)) {
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
    } else {
      require(cells, rule(first), expected().in(language), language);
    }
  }

  private String rule(String cell) {
    return "AND(ISNUMBER(%1$s),%1$s>=%2$s%3$s%4$s)"
        .formatted(
            cell,
            least().toPlainString(),
            most() == null ? "" : ",%s>=%s".formatted(most().toPlainString(), cell),
            isWhole() ? ",%1$s=INT(%1$s)".formatted(cell) : "");
  }

  private Text expected() {
    var number = isWhole() ? new Text("整数", "a whole number") : new Text("数字", "a number");
    var most = most();
    return most == null
        ? Text.of(
            "应为不小于 %3$s 的%1$s",
            "%2$s that is not below %3$s", number.zh(), number.en(), least().toPlainString())
        : Text.of(
            "应为 %3$s 至 %4$s 的%1$s",
            "%2$s from %3$s to %4$s",
            number.zh(),
            number.en(),
            least().toPlainString(),
            most.toPlainString());
  }

  private BigDecimal least() {
    return field == null || field.minimum() == null ? BigDecimal.ZERO : field.minimum();
  }

  private @Nullable BigDecimal most() {
    return field == null ? null : field.maximum();
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
