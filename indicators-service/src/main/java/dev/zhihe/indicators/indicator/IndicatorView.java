package dev.zhihe.indicators.indicator;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An indicator as the world sees it. */
@Schema(
    name = "Indicator",
    description = "指标 / An indicator of the dictionary that all plans and areas share")
public record IndicatorView(
    @Schema(description = "Stable English slug", examples = "rd-expenditure-to-gdp") String code,
    @Schema(examples = "全社会研究与开发支出占 GDP 比重") String nameZh,
    @Schema(examples = "R&D expenditure as a share of GDP") @Nullable String nameEn,
    @Schema(description = "Other names under which it is printed") List<String> aliases,
    Kind kind,
    @Schema(description = "Unit of every value of this indicator, as printed", examples = "%")
        @Nullable String unit,
    Direction direction,
    Nature nature,
    @Schema(description = "预期性 anticipatory, 约束性 binding; absent where the plan does not say")
        @Nullable Attribute attribute,
    @Schema(examples = "创新投入") @Nullable String category,
    @Schema(description = "Codes of the plans that use it") List<String> plans,
    @Schema(description = "Short id of the source document") @Nullable String document,
    @Schema(description = "Line of the source document") @Nullable Integer sourceLine) {

  /** A page of indicators. */
  @Schema(name = "IndicatorPage")
  public record Page(
      List<IndicatorView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
