package dev.zhihe.platforms.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a rate of a roll-up is defined. There is no national definition, so each has a version. */
@Schema(
    name = "RateDefinition",
    description = "比率定义 / How a rate is defined; another definition gets another version")
public record RateDefinition(
    @Schema(description = "定义代码，末位为版本 / Code; ends with the version", examples = "occupancy-rate-1")
        String code,
    @Schema(description = "所定义的字段 / The field", examples = "occupancyRatePercent") String field,
    @Schema(description = "分子字段 / Field of the numerator", examples = "occupiedAreaM2")
        String numerator,
    @Schema(description = "分母字段 / Field of the denominator", examples = "usableAreaM2")
        String denominator,
    @Schema(examples = "面积入驻率 = 入驻面积 ÷ 可用面积") String textZh,
    @Schema(examples = "Occupancy rate by area: area in use by tenants ÷ usable area")
        String textEn) {
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  /** Those of this release. */
  static final List<RateDefinition> ALL =
      List.of(
          new RateDefinition(
              "occupancy-rate-1",
              "occupancyRatePercent",
              "occupiedAreaM2",
              "usableAreaM2",
              "面积入驻率 = 入驻面积 ÷ 可用面积，各平台取其最近一期已通过的填报",
              "Occupancy rate by area: area in use by tenants ÷ usable area, of each platform's latest accepted report"),
          new RateDefinition(
              "incubation-share-1",
              "incubationSharePercent",
              "incubationShareAreaM2",
              "incubationShareOfM2",
              "孵化面积占比 =（孵化面积 + 公共服务面积）÷ 可用面积，只计两项面积均已填报的平台",
              "Share of incubation: incubation and public-service area ÷ usable area, of the platforms that report both"));

  /** The quotient in percent, two decimals, half up; null if there is none. */
  static @Nullable BigDecimal percent(
      @Nullable BigDecimal numerator, @Nullable BigDecimal denominator) {
    return numerator == null || denominator == null || denominator.signum() == 0
        ? null
        : numerator.multiply(HUNDRED).divide(denominator, 2, RoundingMode.HALF_UP);
  }
}
