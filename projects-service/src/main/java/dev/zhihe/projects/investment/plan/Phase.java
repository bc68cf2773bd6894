package dev.zhihe.projects.investment.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An amount planned for some years. In a file it is {@code 2021-2022:900000000.00}.
 *
 * @param amountYuan with two decimals
 */
@Schema(name = "Phase", description = "分期投资 / An amount planned for some years")
public record Phase(
    @Schema(description = "First year", examples = "2021") int fromYear,
    @Schema(description = "Last year, included", examples = "2022") int toYear,
    @Schema(description = "Yuan", examples = "900000000.00") BigDecimal amountYuan) {

  /** Thirteen digits before the point: amounts are below 10¹³ yuan. */
  private static final Pattern FORM =
      Pattern.compile("([12]\\d{3})-([12]\\d{3}):(\\d{1,13}(?:\\.\\d{1,2})?)");

  /** Parses a phase. Null if the text is not one. */
  public static @Nullable Phase parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    var from = Integer.parseInt(form.group(1));
    var to = Integer.parseInt(form.group(2));
    return to < from ? null : new Phase(from, to, new BigDecimal(form.group(3)).setScale(2));
  }

  /** Whether each phase begins after the previous one has ended. */
  public static boolean inOrder(List<Phase> phases) {
    for (int i = 1; i < phases.size(); i++) {
      if (phases.get(i).fromYear <= phases.get(i - 1).toYear) {
        return false;
      }
    }
    return true;
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return fromYear + "-" + toYear + ":" + amountYuan.toPlainString();
  }
}
