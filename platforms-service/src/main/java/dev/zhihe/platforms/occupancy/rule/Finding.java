package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a report breaks.
 *
 * @param field the property that is told, and the column of files
 * @param what what is wrong or strange
 * @param ifRight what to do if the figure is right, told behind it; null if nothing is told
 * @param isSlip whether the figure is taken for a slip of the unit or the decimal point
 */
public record Finding(
    FigureRule rule, String field, Text what, @Nullable Text ifRight, boolean isSlip) {
  private static final Text SAY_WHY =
      new Text("；确无误的，请在 comment（说明）中写明原因", ": if it is right, say why in comment");

  /** A finding that says by itself what to do. */
  Finding(FigureRule rule, String field, Text text) {
    this(rule, field, text, null, false);
  }

  /** What is strange about a figure, which a comment explains. */
  static Finding strange(FigureRule rule, String field, Text what, boolean isSlip) {
    return new Finding(rule, field, what, SAY_WHY, isSlip);
  }

  /** The same of a figure that is refused anyway: no comment helps. */
  Finding withoutComment() {
    return new Finding(rule, field, what, null, isSlip);
  }

  /** The same, with more of what is wrong. */
  Finding with(Text more) {
    return new Finding(
        rule, field, new Text(what.zh() + more.zh(), what.en() + more.en()), ifRight, isSlip);
  }

  /** Whether a comment in the report explains it. */
  boolean commentExplains() {
    return rule.severity() == RuleSeverity.SOFT && !(isSlip && ifRight == null);
  }

  /** Everything that is told. */
  public Text text() {
    return ifRight == null ? what : new Text(what.zh() + ifRight.zh(), what.en() + ifRight.en());
  }

  /** Code of the error that tells it. */
  String errorCode() {
    return rule.severity() == RuleSeverity.SOFT && !commentExplains()
        ? FigureRule.UNIT_SLIP.errorCode()
        : rule.errorCode();
  }

  /** Tells it. */
  public void tell(Refusal refusal) {
    refusal.refuse(field, errorCode(), "%1$s", "%2$s", text().zh(), text().en());
  }
}
