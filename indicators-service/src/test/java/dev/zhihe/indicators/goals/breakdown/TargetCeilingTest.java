package dev.zhihe.indicators.goals.breakdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.dictionary.indicator.IndicatorKind;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.dictionary.indicator.Nature;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.kit.review.Adoption;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The declared values of targets and the rules of their parts, with results worked out by hand. */
class TargetCeilingTest {
  @ParameterizedTest
  @CsvSource({
    "LEVEL, 家, , true",
    "CUMULATIVE, 亿元, CUMULATIVE, true",
    "LEVEL, , INCREMENT, true",
    "LEVEL, 次/年, , true", // by the year: it is the same year for all
    "RATIO, %, , false",
    "RATIO, 人, , false",
    "LEVEL, %, , false",
    "LEVEL, 件/万人, , false",
    "LEVEL, 级, , false",
    "LEVEL, 家, RATIO, false",
    "LEVEL, 万平方米, SIZE, false",
    "LEVEL, 个, STRUCTURE, false",
  })
  void addsUpCountsAndAmountsOnly(
      Nature nature, @Nullable String unit, @Nullable Measure measure, boolean additive) {
    assertThat(declared(nature, unit, measure, TargetComparator.GE, null).additive())
        .isEqualTo(additive);
  }

  @ParameterizedTest
  @CsvSource({
    ", , 40, 40, COMPLETE",
    ", , 39, 40, PARTIAL",
    ", , , 40, NONE",
    ", 50, 40, 50, COMPLETE", // the lower end of a range is enough
    ", 50, 39, 50, PARTIAL",
    "30, , 30, 30, COMPLETE",
    "30, 50, 29, 30, PARTIAL", // a milestone stands in the place of the range
  })
  void tellsHowFarAYearIsSharedOut(
      @Nullable BigDecimal milestone,
      @Nullable BigDecimal upper,
      @Nullable BigDecimal part,
      BigDecimal declared,
      AllocationStatus allotment) {
    var parts = new java.util.ArrayList<TargetPartView>();
    if (milestone != null) {
      parts.add(part(null, milestone));
    }
    if (part != null) {
      parts.add(part("甲", part));
    }
    var target =
        declared(
            Nature.LEVEL,
            "家",
            null,
            upper == null ? TargetComparator.GE : TargetComparator.RANGE,
            upper);
    var year = target.years(parts, List.of(2023)).get(2023);
    assertThat(year.declared()).isEqualByComparingTo(declared);
    assertThat(AllocationStatus.of(year, target.additive())).isEqualTo(allotment);
    assertThat(AllocationStatus.of(year, false)).isEqualTo(AllocationStatus.NOT_ADDITIVE);
  }

  private static TargetPartView part(@Nullable String department, BigDecimal value) {
    return new TargetPartView(
        "p-" + department, "p", "t", 2023, department, value, null, null, null);
  }

  private static TargetCeiling declared(
      Nature nature,
      @Nullable String unit,
      @Nullable Measure measure,
      TargetComparator comparator,
      @Nullable BigDecimal upper) {
    return TargetCeiling.of(
        new TargetView(
            "t",
            "p",
            "i",
            "437299",
            null,
            null,
            2025,
            null,
            comparator,
            new BigDecimal(40),
            upper,
            null,
            null,
            null,
            measure,
            null,
            null,
            Adoption.ADOPTED,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        new IndicatorView(
            "i",
            "指标",
            null,
            List.of(),
            IndicatorKind.GOAL,
            unit,
            null,
            null,
            Direction.INCREASE,
            nature,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of("p"),
            null,
            null),
        2021);
  }
}
