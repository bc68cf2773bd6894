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
import java.util.LinkedHashMap;
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
 */
record TemplateColumn(String name, Text header, @Nullable OccupancyFigure figure) {
  private static final String KIND = "kind";
  private static final String COMMENT = "comment";
  private static final String AMENDS = "amends";

  /** Marks what must be filled in. The import ignores it. */
  private static final String REQUIRED = "*";

  private static final String LOCKED_COLOR = "F2F2F2";
  private static final String REQUIRED_COLOR = "DDEBF7";
  private static final String AS_TEXT = "@";
  private static final String AS_NUMBER = "#,##0";
  private static final String AS_DECIMAL = "#,##0.00";
  private static final Text CHECK = new Text("请检查", "Please check");

  /** Number of the first columns, which say what a row is about. */
  static final int FIRST = 3;

  /**
   * The columns for the forms of a sheet. The figures of the first form are in its order, and those
   * that only others ask follow. Each has the name that the first form that asks it gives it.
   *
   * @param headings which of their names the import understands
   * @param hasAmendments whether a row is that of an amendment
   */
  static List<TemplateColumn> of(
      List<FormInForce> forms, ReportHeadings headings, boolean hasAmendments) {
    var figures = new LinkedHashMap<String, TemplateColumn>();
    for (var form : forms) {
      figures(form)
          .forEach(
              field ->
                  figures.computeIfAbsent(
                      field.name(),
                      name ->
                          figure(field, form.adoptedByArea(), isMarked(name, forms), headings)));
    }
    return Stream.of(
            Stream.of(
                text("platform", "平台", false),
                text("platformName", "平台名称", false),
                text("period", "填报期", false),
                text(KIND, "填报类型", false)),
            figures.values().stream(),
            Stream.of(text(COMMENT, "说明", isMarked(COMMENT, forms))),
            hasAmendments ? Stream.of(text(AMENDS, "所更正填报", false)) : Stream.<TemplateColumn>of())
        .flatMap(columns -> columns)
        .toList();
  }

  private static Stream<FormField> figures(FormInForce form) {
    return form.adoptedByArea()
        ? form.fields().stream().filter(field -> OccupancyFigure.of(field.name()) != null)
        : Arrays.stream(OccupancyFigure.values())
            .map(figure -> Objects.requireNonNull(form.field(figure.property())));
  }

  /** Whether each form requires it. The built-in form alone has no marks. */
  private static boolean isMarked(String name, List<FormInForce> forms) {
    return forms.stream().anyMatch(FormInForce::adoptedByArea)
        && forms.stream()
            .map(form -> form.field(name))
            .allMatch(field -> field != null && field.required());
  }

  private static TemplateColumn text(String name, String zh, boolean isMarked) {
    var mark = isMarked ? REQUIRED : "";
    return new TemplateColumn(name, new Text(zh + mark, name + mark), null);
  }

  /** A figure has the name that the form gives it, with its unit, if the import understands it. */
  private static TemplateColumn figure(
      FormField field, boolean isNamed, boolean isMarked, ReportHeadings headings) {
    var name = field.name();
    var figure = Objects.requireNonNull(OccupancyFigure.of(name));
    var unit = Objects.requireNonNull(field.unit()).label();
    var hasZh = isNamed && headings.isUnderstood(field.labelZh(), name);
    var hasEn = isNamed && headings.isUnderstood(field.labelEn(), name);
    var zh = (hasZh ? field.labelZh() : figure.label().zh()) + "（" + unit.zh() + "）";
    var measured = figure.unit() == FigureUnit.NUMBER ? "" : " (" + unit.en() + ")";
    var en = hasEn ? field.labelEn() + measured : name;
    var mark = isMarked ? REQUIRED : "";
    return new TemplateColumn(name, new Text(zh + mark, en + mark), figure);
  }

  /** Whether it says what a row is about, and is not filled in. */
  boolean isLocked(int place) {
    return place < FIRST || name.equals(AMENDS);
  }

  double width() {
    return name.equals("platformName") || name.equals("comment") ? 36 : 18;
  }

  /**
   * Sets how cells of it look, and what a spreadsheet program lets people enter.
   *
   * @param field what the form of their rows says of it; null if it says nothing
   * @param isColored whether colour marks what the form requires, because not all rows have the
   *     same
   */
  void format(
      Range cells, int place, @Nullable FormField field, boolean isColored, Locale language) {
    var format = figure == null ? AS_TEXT : isWhole() ? AS_NUMBER : AS_DECIMAL;
    if (isLocked(place) || (figure != null && field == null)) {
      cells.style().format(format).fillColor(LOCKED_COLOR).set();
      return;
    }
    var style = cells.style().format(format).protectionOption(ProtectionOption.LOCKED, false);
    if (isColored && field != null && field.required()) {
      style.fillColor(REQUIRED_COLOR);
    }
    style.set();
    var first = cells.toString().split(":", 2)[0];
    if (name.equals(KIND)) {
      cells
          .validateWithListByFormula("\"" + String.join(",", kinds(language)) + "\"")
          .showErrorMessage(true)
          .errorStyle(DataValidationErrorStyle.STOP)
          .errorTitle(CHECK.in(language))
          .error(new Text("请从列表中选择", "choose one of the list").in(language));
    } else if (figure == null || field == null) {
      require(
          cells,
          "500>=LEN(%s)".formatted(first),
          new Text("至多 500 个字符", "at most 500 characters").in(language),
          language);
    } else {
      require(cells, rule(first, field), expected(field).in(language), language);
    }
  }

  private String rule(String cell, FormField field) {
    var most = field.maximum();
    return "AND(ISNUMBER(%1$s),%1$s>=%2$s%3$s%4$s)"
        .formatted(
            cell,
            least(field).toPlainString(),
            most == null ? "" : ",%s>=%s".formatted(most.toPlainString(), cell),
            isWhole() ? ",%1$s=INT(%1$s)".formatted(cell) : "");
  }

  private Text expected(FormField field) {
    var number = isWhole() ? new Text("整数", "a whole number") : new Text("数字", "a number");
    var most = field.maximum();
    return most == null
        ? Text.of(
            "应为不小于 %3$s 的%1$s",
            "%2$s that is not below %3$s", number.zh(), number.en(), least(field).toPlainString())
        : Text.of(
            "应为 %3$s 至 %4$s 的%1$s",
            "%2$s from %3$s to %4$s",
            number.zh(),
            number.en(),
            least(field).toPlainString(),
            most.toPlainString());
  }

  private static BigDecimal least(FormField field) {
    return Objects.requireNonNullElse(field.minimum(), BigDecimal.ZERO);
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
