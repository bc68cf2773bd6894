package dev.zhihe.projects.investment.plan;

import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An amount planned for some years. In a file it is {@code 2021-2022:900000000.00}. Without a first
 * year it is what was spent before the plan period, {@code -2020:100000000.00}; without a last one
 * what remains for after it, {@code 2026-:100000000.00}.
 *
 * @param fromYear null if it is before the plan period
 * @param toYear null if it is after the plan period
 * @param amountYuan with two decimals
 */
@Schema(
    name = "Phase",
    description =
        "分期投资；规划期前无起始年，规划期后无截止年 / An amount planned for some years; what is before the plan period has no first year, what is after it no last one")
public record Phase(
    @Schema(description = "First year", examples = "2021") @Nullable Integer fromYear,
    @Schema(description = "Last year, included", examples = "2022") @Nullable Integer toYear,
    @NotNull(message = "必填 / required") @Schema(description = "Yuan", examples = "900000000.00")
        BigDecimal amountYuan) {

  /** Thirteen digits before the point: amounts are below 10¹³ yuan. */
  private static final Pattern FORM =
      Pattern.compile("([12]\\d{3})?-([12]\\d{3})?:(\\d{1,13}(?:\\.\\d{1,2})?)");

  /** Parses a phase. Null if the text is not one. */
  public static @Nullable Phase parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    var from = year(form.group(1));
    var to = year(form.group(2));
    var known = from != null || to != null;
    var ordered = from == null || to == null || from <= to;
    return known && ordered ? new Phase(from, to, new BigDecimal(form.group(3)).setScale(2)) : null;
  }

  private static @Nullable Integer year(@Nullable String digits) {
    return digits == null ? null : Integer.valueOf(digits);
  }

  /** Whether each phase begins after the previous one has ended. */
  public static boolean inOrder(List<Phase> phases) {
    for (int i = 1; i < phases.size(); i++) {
      var end = phases.get(i - 1).toYear;
      var start = phases.get(i).fromYear;
      if (end == null || start == null || start <= end) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is of the same years. */
  boolean sameYears(Phase other) {
    return Objects.equals(fromYear, other.fromYear) && Objects.equals(toYear, other.toYear);
  }

  /** The first year, below any other if it is open. */
  int start() {
    return fromYear == null ? Integer.MIN_VALUE : fromYear;
  }

  /** The last year, above any other if it is open. */
  int end() {
    return toYear == null ? Integer.MAX_VALUE : toYear;
  }

  /** Whether it is a part of the plan period: neither before nor after it. */
  public boolean inPeriod() {
    return fromYear != null && toYear != null;
  }

  /** Whether it is before or after the plan period. */
  boolean outsidePeriod() {
    return !inPeriod();
  }

  /** Whether the year is one of its years. */
  public boolean includes(int year) {
    return (fromYear == null || fromYear <= year) && (toYear == null || year <= toYear);
  }

  /** The form that {@link #parse} reads. Of a JSON body the amount may be missing. */
  @Override
  public String toString() {
    return Objects.toString(fromYear, "")
        + "-"
        + Objects.toString(toYear, "")
        + ":"
        + (amountYuan == null ? "" : amountYuan.toPlainString());
  }
}
