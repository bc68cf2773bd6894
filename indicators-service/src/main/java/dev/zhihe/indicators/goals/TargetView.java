package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.kit.review.Adoption;
import dev.zhihe.kit.tables.Since;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a target. */
@Schema(
    name = "Target",
    description =
        "目标 / What a plan wants an indicator to reach, where and by when; values in the indicator's unit")
public record TargetView(
    @Schema(examples = "500106-145-t02") String code,
    @Schema(examples = "500106-145") String plan,
    @Schema(examples = "rd-expenditure-to-gdp") String indicator,
    @Schema(description = "GB/T 2260 code", examples = "500106") String area,
    @Schema(description = "Part of the area, such as 科学城板块") @Nullable String board,
    @Schema(description = "What the figure is limited to, if not the whole") @Nullable String scope,
    @Schema(description = "Due by the end of this year", examples = "2025") int year,
    @Nullable YearBasis yearBasis,
    TargetComparator comparator,
    @Schema(
            description = "In the indicator's unit; absent for a qualitative target",
            examples = "4.0")
        @Nullable BigDecimal value,
    @Schema(description = "Upper end of a range") @Nullable BigDecimal valueMax,
    @Schema(description = "Where it started, in the indicator's unit", examples = "3.55")
        @Nullable BigDecimal baselineValue,
    @Schema(description = "Year of the baseline", examples = "2020") @Nullable Integer baselineYear,
    @Schema(description = "The target as the document prints it", examples = "≥4.0")
        @Nullable String valuePrinted,
    @Nullable Measure measure,
    @Schema(
            description =
                "Whether it was reached, as the document prints it: 是 yes, 否 no, —— no statistics; an assessment judges for itself",
            examples = "是")
        @Nullable String verdictPrinted,
    @Schema(description = "What a reader of the document must know, no part of the target")
        @Nullable String note,
    @Schema(description = "draft until the plan is adopted; drafts are seen by the bureau alone")
        Adoption status,
    @Schema(description = "Short id of the source document") @Nullable String document,
    @Schema(description = "Line of the source document", examples = "180")
        @Nullable Integer sourceLine,
    @Schema(
            description =
                "各处表述 / Every place where documents state it, if there are several; absent: document, sourceLine and valuePrinted are its one statement")
        @Since(2)
        @Nullable List<TargetStatement> statements,
    @Schema(
            description =
                "相矛盾的目标，均为现行 / Targets in force that ask for another value of the same requirement",
            examples = "[\"500106-145-g017\"]")
        @Since(2)
        @Nullable List<String> contradicts,
    @Schema(
            description =
                "起效日期 / First day on which it holds, if an approved act put it in place; absent: since the plan",
            examples = "2023-07-01")
        @Nullable LocalDate validFrom,
    @Schema(
            description =
                "失效日期 / First day on which another target holds in its place, by an approved act; absent: in force to its end",
            examples = "2023-07-01")
        @Nullable LocalDate validUntil,
    @Schema(
            description = "所调整目标 / Code of the target whose place it took",
            examples = "500106-145-t02")
        @Nullable String adjusts,
    @Schema(description = "调整文件 / Title of the document that adjusted it")
        @Nullable String documentTitle,
    @Schema(description = "文号 / Number of that document", examples = "沙府发〔2023〕8号")
        @Nullable String documentNumber,
    @Schema(
            description =
                "并入目标 / Code of the target that states the same requirement; this one then holds on no day and is not assessed",
            examples = "500106-145-t02")
        @Since(2)
        @Nullable String mergedInto) {

  /** Its comparator and values. */
  public TargetValue targetValue() {
    return new TargetValue(comparator, value, valueMax);
  }

  /** Whether it is in force, not replaced and not merged. */
  public boolean inForce() {
    return status == Adoption.ADOPTED && validUntil == null && mergedInto == null;
  }

  /** Whether a day lies within its validity; never if it is merged. Drafts are not excluded. */
  public boolean holdsOn(LocalDate day) {
    return mergedInto == null
        && (validFrom == null || !day.isBefore(validFrom))
        && (validUntil == null || day.isBefore(validUntil));
  }

  /** This target, merged into another. */
  public TargetView mergedInto(String other) {
    return new TargetView(
        code,
        plan,
        indicator,
        area,
        board,
        scope,
        year,
        yearBasis,
        comparator,
        value,
        valueMax,
        baselineValue,
        baselineYear,
        valuePrinted,
        measure,
        verdictPrinted,
        note,
        status,
        document,
        sourceLine,
        statements,
        null,
        validFrom,
        validUntil,
        adjusts,
        documentTitle,
        documentNumber,
        other);
  }

  /** Every place where documents state it. What an act put in place is stated by none. */
  public List<TargetStatement> allStatements() {
    if (statements != null) {
      return statements;
    }
    if (adjusts != null) {
      return List.of();
    }
    var inTable = baselineValue != null || verdictPrinted != null || yearBasis == YearBasis.TABLE;
    return List.of(
        new TargetStatement(
            document,
            inTable ? StatementPlace.TABLE : StatementPlace.PROSE,
            sourceLine,
            comparator,
            valuePrinted));
  }

  /** A page of targets. */
  @Schema(name = "TargetPage")
  public record Page(
      List<TargetView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
