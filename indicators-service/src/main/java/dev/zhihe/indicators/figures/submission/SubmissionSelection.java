package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.figures.observation.Period;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The submitted figures that pass every given filter. */
@Schema(
    name = "SubmissionSelection",
    description =
        "选取待审填报：各条件同时满足，至少一项 / Which submitted figures are meant: all conditions hold, one at least")
public record SubmissionSelection(
    @Pattern(regexp = "\\d{6}", message = "应为六位行政区划代码 / six digits (GB/T 2260)")
        @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106")
        @Nullable String area,
    @Schema(description = "指标 / Code of the indicator", examples = "rd-expenditure-to-gdp")
        @Nullable String indicator,
    @Pattern(
            regexp = Period.FORM,
            message =
                "应为年 2020、半年 2020-H1、季 2020-Q3 或月 2020-07 / a year 2020, half-year 2020-H1, quarter 2020-Q3 or month 2020-07")
        @Schema(description = "统计期 / Exactly this period", examples = "2022")
        @Nullable String period,
    @Size(min = 1, max = 1_000, message = "1 至 1000 个 / 1 to 1,000")
        @Schema(description = "代码，至多 1000 个 / Codes, at most 1,000")
        @Nullable List<String> codes) {

  /** At least one filter is required, so that nobody selects everything by mistake. */
  @AssertTrue(
      message =
          "至少给出 area、indicator、period、codes 之一 / one of area, indicator, period, codes at least")
  @Schema(hidden = true)
  public boolean isNarrow() {
    return area != null || indicator != null || period != null || codes != null;
  }

  void narrow(List<String> conditions, Map<String, Object> parameters) {
    narrow("area = :area", "area", area, conditions, parameters);
    narrow("indicator = :indicator", "indicator", indicator, conditions, parameters);
    narrow("period = :period", "period", period, conditions, parameters);
    narrow("code in :codes", "codes", codes, conditions, parameters);
  }

  private static void narrow(
      String condition,
      String name,
      @Nullable Object value,
      List<String> conditions,
      Map<String, Object> parameters) {
    if (value != null) {
      conditions.add(condition);
      parameters.put(name, value);
    }
  }
}
