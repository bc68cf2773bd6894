package dev.zhihe.projects.rollup;

import dev.zhihe.projects.rule.ProgressRuleInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which completed investment is held against time.
 *
 * @param edition number of the formula
 * @param behindBelowPercent a completion rate below this share of time progress is behind
 * @param warningBelowPercent a completion rate below this share of time progress is a warning
 * @param code code of the plan's own rule; null for the default
 * @param effectiveOn first day of the plan's own rule; null for the default
 */
@Schema(
    name = "LightRule",
    description =
        "亮灯规则 / The rule of the lights: completion rate as a share of time progress, both in percent")
public record LightRule(
    @Schema(description = "规则版本 / Edition of the formula", examples = "1") int edition,
    @Schema(description = "低于此比例为滞后 / Below this share: behind", examples = "60")
        int behindBelowPercent,
    @Schema(description = "低于此比例为预警 / Below this share: warning", examples = "90")
        int warningBelowPercent,
    @Schema(
            description = "本规划的进度规则；缺省规则没有 / Code of the plan's own rule; absent for the default",
            examples = "500106-145-rule-2023")
        @Nullable String code,
    @Schema(description = "起效日期 / First day of the plan's own rule", examples = "2023-07-01")
        @Nullable LocalDate effectiveOn) {

  private static final BigDecimal HUNDRED = new BigDecimal(100);

  /** What a plan's rule says of lights. */
  public static LightRule by(ProgressRuleInForce rule) {
    return new LightRule(
        rule.edition(),
        rule.behindBelowPercent(),
        rule.warningBelowPercent(),
        rule.code(),
        rule.effectiveOn());
  }

  /** The light of a completion rate; null if there is no time progress to compare it with. */
  public @Nullable ProgressLight of(@Nullable BigDecimal rate, @Nullable BigDecimal time) {
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
  public static @Nullable BigDecimal percent(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0
        ? null
        : part.multiply(HUNDRED).divide(whole, 2, RoundingMode.HALF_UP);
  }

  /** How much of some years has passed by the end of a day, in percent to two decimals. */
  public static @Nullable BigDecimal timeProgress(
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
