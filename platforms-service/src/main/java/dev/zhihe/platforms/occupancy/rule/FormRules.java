package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.form.FormField;
import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a form asks for: figures that must be there, and their ranges. */
final class FormRules {
  private static final String COMMENT = "comment";

  private FormRules() {}

  /** What the form requires and a regular report lacks. */
  static List<Finding> required(ReportedFigures given, FormInForce form) {
    return form.fields().stream()
        .filter(FormField::required)
        .filter(field -> isMissing(given, field.name()))
        .map(
            field ->
                new Finding(
                    FigureRule.REQUIRED,
                    field.name(),
                    form.adoptedByArea()
                        ? Text.of(
                            "必填：%1$s（表式 %3$s，第 %4$d 版）",
                            "required: %2$s (form %3$s, edition %4$d)",
                            field.labelZh(),
                            field.labelEn(),
                            String.valueOf(form.code()),
                            form.edition())
                        : new Text("必填", "required")))
        .toList();
  }

  private static boolean isMissing(ReportedFigures given, String name) {
    var figure = OccupancyFigure.of(name);
    return figure == null
        ? name.equals(COMMENT) && !given.commented()
        : given.value(figure) == null;
  }

  /** That a figure is out of the form's range; null if it is within. */
  static @Nullable Finding range(OccupancyFigure figure, BigDecimal value, FormInForce form) {
    var field = form.field(figure.property());
    if (field == null || isWithin(value, field)) {
      return null;
    }
    var unit = figure.unit();
    var expected = expected(field, figure);
    return new Finding(
        FigureRule.FORM_RANGE,
        figure.property(),
        Text.of(
            "%1$s为 %3$s，应%5$s（表式 %7$s，第 %8$d 版）",
            "%2$s is %4$s, and should be %6$s (form %7$s, edition %8$d)",
            field.labelZh(),
            field.labelEn(),
            Factors.zh(value, unit),
            Factors.en(value, unit),
            expected.zh(),
            expected.en(),
            String.valueOf(form.code()),
            form.edition()));
  }

  private static boolean isWithin(BigDecimal value, FormField field) {
    return (field.minimum() == null || value.compareTo(field.minimum()) >= 0)
        && (field.maximum() == null || value.compareTo(field.maximum()) <= 0);
  }

  private static Text expected(FormField field, OccupancyFigure figure) {
    var unit = figure.unit();
    var least = Objects.requireNonNullElse(field.minimum(), BigDecimal.ZERO);
    var most = field.maximum();
    return most == null
        ? Text.of("不小于 %1$s", "at least %2$s", Factors.zh(least, unit), Factors.en(least, unit))
        : Text.of(
            "为 %1$s 至 %2$s",
            "from %1$s to %3$s",
            Factors.plain(least),
            Factors.zh(most, unit),
            Factors.en(most, unit));
  }
}
