package dev.zhihe.indicators.figures.calendar;

import dev.zhihe.indicators.figures.observation.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a collection period. */
@Schema(
    name = "CollectionPeriod",
    description =
        "填报期 / When the figures of an area and period are due; days are those of Asia/Shanghai, a due day ends at 24:00")
public record CollectionPeriodView(
    @Schema(
            description = "代码：行政区划代码-统计期小写 / Code: the area's and the period in lower case",
            examples = "500106-2023-q1")
        String code,
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") String area,
    @Schema(
            description = "统计期 / A year 2023, half-year 2023-H1, quarter 2023-Q1 or month 2023-07",
            implementation = String.class,
            pattern = "^" + Period.FORM + "$",
            examples = "2023-Q1")
        Period period,
    @Schema(description = "填报截止日 / Last day to hand in, without extension", examples = "2023-04-20")
        LocalDate dueDate,
    @Schema(
            description =
                "截止后是否锁定；否则只记为迟报 / Whether nothing is taken afterwards; else it is just late",
            examples = "true")
        boolean lockAfterDue,
    @Schema(description = "备注 / What a reader must know of it") @Nullable String note,
    @Schema(description = "延期；CSV 中各项以分号分隔 / Extensions granted; in CSV joined by ;")
        List<CollectionExtension> extensions) {

  /** The code of an area's period. It contains both, so an area has each period only once. */
  static String codeOf(String area, Period period) {
    return area + "-" + period.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * The last day for a department's figures, with its extensions. A figure without a known
   * department gets the extensions for all departments.
   */
  LocalDate lastDay(@Nullable String department) {
    return extensions.stream()
        .filter(extension -> extension.covers(department))
        .map(CollectionExtension::until)
        .reduce(dueDate, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** A page of collection periods. */
  @Schema(name = "CollectionPeriodPage")
  public record Page(
      List<CollectionPeriodView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
