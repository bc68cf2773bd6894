package dev.zhihe.platforms.form;

import dev.zhihe.platforms.period.PeriodKind;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a form's edition. */
@Schema(
    name = "Form",
    description = "入驻填报表式的一个版本 / An edition of the form that operators report occupancy in")
public record FormView(
    @Schema(
            description = "代码，以行政区划代码和连字符开头 / Code; begins with the area's and a hyphen",
            examples = "000000-occupancy-month-1")
        String code,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "000000") String area,
    @Schema(description = "周期 / Kind of period that it is for", examples = "month") PeriodKind kind,
    @Schema(description = "版本 / Edition; one of each area, kind and number", examples = "1")
        int edition,
    @Schema(
            description = "起效日期：适用于该日及以后结束的填报期 / First day: periods that end on it or later use it",
            examples = "2026-06-01")
        LocalDate effectiveOn,
    @Schema(description = "表名 / Name in Chinese", examples = "孵化载体入驻情况月报") String nameZh,
    @Schema(description = "英文表名 / Name in English", examples = "Monthly occupancy report")
        String nameEn,
    @Schema(
            description =
                "须填报的平台类型，词同平台的 type / Types of platforms that owe it, in the words of their type",
            examples = "[\"innovation_park\", \"park\"]")
        List<String> types,
    @Schema(description = "指标，按顺序 / Figures, in order") List<FormField> fields,
    @Schema(description = "制定或修订理由 / Why it is as it is", examples = "首次制定") String reason,
    @Schema(description = "依据文件 / Document that it rests on", examples = "spb-145-st-plan-rev")
        @Nullable String document,
    FormStatus status) {

  /** A page of forms. */
  @Schema(name = "FormPage")
  public record Page(
      List<FormView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
