package dev.zhihe.indicators.dictionary.indicator;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How often an indicator is observed. Source: 政务数据共享条例 2025, 更新周期 of a data catalogue. */
@Schema(
    name = "IndicatorFrequency",
    description =
        "更新周期 / How often it is observed: year 年, half_year 半年, quarter 季, month 月, once 一次性")
public enum IndicatorFrequency {
  @JsonProperty("year")
  @JsonAlias("年")
  YEAR,
  @JsonProperty("half_year")
  @JsonAlias("半年")
  HALF_YEAR,
  @JsonProperty("quarter")
  @JsonAlias("季")
  QUARTER,
  @JsonProperty("month")
  @JsonAlias("月")
  MONTH,
  /** 一次性: an event that happens once. */
  @JsonProperty("once")
  @JsonAlias("一次性")
  ONCE
}
