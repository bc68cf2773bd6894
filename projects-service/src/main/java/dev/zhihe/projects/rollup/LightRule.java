package dev.zhihe.projects.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which completed investment is held against time. The limits are choices of this
 * product.
 *
 * @param edition number of the rule
 * @param behindBelowPercent a completion rate below this share of time progress is behind
 * @param warningBelowPercent a completion rate below this share of time progress is a warning
 */
@Schema(
    name = "LightRule",
    description =
        "亮灯规则 / The rule of the lights: completion rate as a share of time progress, both in percent")
public record LightRule(
    @Schema(description = "规则版本 / Edition of the rule", examples = "1") int edition,
    @Schema(description = "低于此比例为滞后 / Below this share: behind", examples = "60")
        int behindBelowPercent,
    @Schema(description = "低于此比例为预警 / Below this share: warning", examples = "90")
        int warningBelowPercent) {

  /** The rule that holds unless a plan has another. */
  static final LightRule FIRST = new LightRule(1, 60, 90);

  private static final BigDecimal HUNDRED = new BigDecimal(100);

  /** The light of a completion rate; null if there is no time progress to compare it with. */
  @Nullable ProgressLight of(@Nullable BigDecimal rate, @Nullable BigDecimal time) {
    if (rate == null || time == null) {
      return null;
    }
    var reached = rate.multiply(HUNDRED);
    return reached.compareTo(time.multiply(BigDecimal.valueOf(behindBelowPercent))) < 0
        ? ProgressLight.BEHIND
        : reached.compareTo(time.multiply(BigDecimal.valueOf(warningBelowPercent))) < 0
            ? ProgressLight.WARNING
            : ProgressLight.NORMAL;
  }

  /** A part as percent of a whole, to two decimals; null of nothing. */
  static @Nullable BigDecimal percent(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0
        ? null
        : part.multiply(HUNDRED).divide(whole, 2, RoundingMode.HALF_UP);
  }

  /** How much of some years has passed by the end of a day, in percent to two decimals. */
  static @Nullable BigDecimal timeProgress(
      @Nullable Integer firstYear, @Nullable Integer lastYear, LocalDate day) {
    if (firstYear == null || lastYear == null) {
      return null;
    }
    var begin = LocalDate.of(firstYear, 1, 1);
    var all = ChronoUnit.DAYS.between(begin, LocalDate.of(lastYear + 1, 1, 1));
    var passed = Math.clamp(ChronoUnit.DAYS.between(begin, day) + 1, 0, all);
    return percent(BigDecimal.valueOf(passed), BigDecimal.valueOf(all));
  }
}
