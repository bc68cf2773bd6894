package dev.zhihe.platforms.form;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.platforms.period.PeriodKind;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.registry.platform.PlatformType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The form that an area has for a kind of period on a day: its own, or the built-in one. A period
 * uses the form of its last day.
 *
 * @param code code of the area's own form; null for the built-in one
 * @param edition 0 for the built-in form
 * @param effectiveOn first day of the area's own form; null for the built-in one
 */
@Schema(
    name = "FormInForce",
    description = "适用的表式 / The form in force: the area's own, or the built-in one")
public record FormInForce(
    @Schema(
            description =
                "本地区表式的代码；内置表式没有 / Code of the area's own form; absent for the built-in one",
            examples = "000000-occupancy-month-1")
        @Nullable String code,
    @Schema(description = "版本；内置表式为 0 / Edition; 0 for the built-in form", examples = "1")
        int edition,
    @Schema(description = "周期 / Kind of period", examples = "month") PeriodKind kind,
    @Schema(description = "起效日期 / First day of the area's own form", examples = "2026-06-01")
        @Nullable LocalDate effectiveOn,
    @Schema(description = "表名 / Name in Chinese", examples = "孵化载体入驻情况月报") String nameZh,
    @Schema(description = "英文表名 / Name in English", examples = "Monthly occupancy report")
        String nameEn,
    @Schema(
            description = "须填报的平台类型 / Types of platforms that owe it",
            examples = "[\"innovation_park\", \"park\"]")
        List<PlatformType> types,
    @Schema(description = "指标，按顺序 / Figures, in order") List<FormField> fields)
    implements Computed<FormField> {

  private static final List<PlatformType> BUILT_IN_TYPES =
      List.of(
          PlatformType.TRANSFER_PLATFORM,
          PlatformType.INNOVATION_PARK,
          PlatformType.PARK,
          PlatformType.INCUBATOR,
          PlatformType.ACCELERATOR,
          PlatformType.MAKER_SPACE,
          PlatformType.INDUSTRIAL_PARK,
          PlatformType.UNIVERSITY_SCIENCE_PARK);

  private static final List<FormField> BUILT_IN_FIELDS =
      Stream.of(ReportField.values()).map(ReportField::builtIn).toList();

  /** The form of an area that has none. */
  public static FormInForce builtIn(PeriodKind kind) {
    return new FormInForce(
        null,
        0,
        kind,
        null,
        "孵化载体与园区入驻情况",
        "Occupancy of incubators and parks",
        BUILT_IN_TYPES,
        BUILT_IN_FIELDS);
  }

  /** The form of an area on a day, as it is known at the moment of the states. */
  public static FormInForce of(String area, PeriodKind kind, LocalDate day, States states) {
    return of(adopted(area, states), kind, day);
  }

  /** The adopted forms of an area at the moment of the states, on whatever day they begin. */
  public static List<FormView> adopted(String area, States states) {
    return states.publicStates(Form.class, FormView.class, Filters.none().equal("area", area));
  }

  /** The last of some adopted forms of an area that had begun by a day, or the built-in one. */
  public static FormInForce of(Collection<FormView> adopted, PeriodKind kind, LocalDate day) {
    return adopted.stream()
        .filter(form -> form.kind() == kind && !form.effectiveOn().isAfter(day))
        .max(Comparator.comparing(FormView::effectiveOn))
        .map(
            form ->
                new FormInForce(
                    form.code(),
                    form.edition(),
                    kind,
                    form.effectiveOn(),
                    form.nameZh(),
                    form.nameEn(),
                    form.types().stream()
                        .map(type -> Views.constant(PlatformType.class, type).orElseThrow())
                        .toList(),
                    form.fields()))
        .orElseGet(() -> builtIn(kind));
  }

  /**
   * The form that a platform fills in for a period: that of the period's last day, if it asks
   * platforms of this type; else the built-in one.
   *
   * @param adopted adopted forms of the period's area
   */
  public static FormInForce of(
      Collection<FormView> adopted, PlatformType type, ReportingPeriodView period) {
    var form = of(adopted, period);
    return form.types.contains(type) ? form : builtIn(form.kind);
  }

  /**
   * The form of a period: that of its last day. A period of other days than the calendar's has the
   * built-in one, whose figures are those of every kind.
   *
   * @param adopted adopted forms of the period's area
   */
  public static FormInForce of(Collection<FormView> adopted, ReportingPeriodView period) {
    var kind = period.kind();
    return kind == null ? builtIn(PeriodKind.MONTH) : of(adopted, kind, period.endDate());
  }

  /** Whether an area adopted it. */
  public boolean adoptedByArea() {
    return code != null;
  }

  /** The field with this name; null if the form does not ask for it. */
  public @Nullable FormField field(String name) {
    return fields.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
  }

  /** A line of a file for each figure. */
  @Override
  public List<FormField> items() {
    return fields;
  }
}
