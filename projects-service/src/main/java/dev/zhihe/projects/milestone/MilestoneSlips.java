package dev.zhihe.projects.milestone;

import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.tables.Heading;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far the milestones of a plan slip, measured from the due days that were recorded first. */
@Schema(
    name = "MilestoneSlips",
    description =
        "节点滞后 / How far the milestones of a plan slip, measured from their due days as first recorded")
public record MilestoneSlips(
    @Schema(description = "规划代码 / Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "所查之日 / The day by which slips are measured", examples = "2023-06-30")
        LocalDate on,
    @Schema(
            description =
                "各节点，滞后最多的在前，不再要求的在后 / The milestones, the most slipped first, the dropped ones last")
        List<Line> items,
    @Schema(description = "所列节点按状态的个数，及其中最大的滞后天数 / Counts of these lines, and their largest slip")
        Line total)
    implements Computed<MilestoneSlips.Line> {
  private static final Comparator<Line> MOST_SLIPPED_FIRST =
      Comparator.comparing(Line::slipDays, Comparator.nullsFirst(Comparator.naturalOrder()))
          .reversed();

  /** A milestone on the day, or the total. */
  @Schema(
      name = "MilestoneSlip",
      description = "一个节点，或合计 / A milestone; in the total, the counts of all lines")
  public record Line(
      @Schema(
              description = "项目代码；合计没有 / Code of the project; absent in the total",
              examples = "500106-145-p06")
          @Heading("项目")
          @Nullable String project,
      @Schema(description = "节点代码 / Code of the milestone", examples = "500106-145-p06-m1")
          @Heading("代码")
          @Nullable String code,
      @Schema(description = "节点名称 / What is reached", examples = "主体结构封顶") @Heading("节点名称")
          @Nullable String name,
      @Schema(description = "首次计划完成日期 / The due day as first recorded", examples = "2023-03-31")
          @Heading("首次计划完成日期")
          @Nullable LocalDate firstDueOn,
      @Schema(description = "计划完成日期 / The day by which it is due", examples = "2023-06-30")
          @Heading("计划完成日期")
          @Nullable LocalDate dueOn,
      @Schema(
              description =
                  "实际完成日期；所查之日尚未完成的不填 / The day on which it was reached, if that is not after the day",
              examples = "2023-06-15")
          @Heading("实际完成日期")
          @Nullable LocalDate metOn,
      @Schema(
              description =
                  "滞后天数：自首次计划完成日期起，已完成的至完成之日，逾期未完成的至所查之日，其余至计划完成日期；提前为负；不再要求的不填 / Days from firstDueOn to metOn; if overdue, to the day; else to dueOn; negative if early; absent if dropped. In the total, the largest; absent without any",
              examples = "76")
          @Heading("滞后天数")
          @Nullable Integer slipDays,
      @Heading("节点状态") @Nullable MilestoneStatus status,
      @Schema(description = "节点数；只在合计中 / Milestones; in the total alone", examples = "12")
          @Heading("节点数")
          @Nullable Integer milestones,
      @Schema(description = "按期完成 / How many are met; in the total alone", examples = "5")
          @Heading("按期完成")
          @Nullable Integer met,
      @Schema(description = "逾期完成 / How many are met_late; in the total alone", examples = "2")
          @Heading("逾期完成")
          @Nullable Integer metLate,
      @Schema(description = "逾期未完成 / How many are overdue; in the total alone", examples = "1")
          @Heading("逾期未完成")
          @Nullable Integer overdue,
      @Schema(description = "已调整计划日期 / How many are moved; in the total alone", examples = "1")
          @Heading("已调整计划日期")
          @Nullable Integer moved,
      @Schema(description = "未到期 / How many are due; in the total alone", examples = "3")
          @Heading("未到期")
          @Nullable Integer due,
      @Schema(description = "不再要求 / How many are dropped; in the total alone", examples = "0")
          @Heading("不再要求")
          @Nullable Integer dropped) {

    private static Line of(MilestoneView milestone, @Nullable LocalDate ended, LocalDate day) {
      var status = MilestoneStatus.of(milestone, ended, day);
      var metOn = status.isMet() ? milestone.metOn() : null;
      var until =
          metOn != null ? metOn : status == MilestoneStatus.OVERDUE ? day : milestone.dueOn();
      return new Line(
          milestone.project(),
          milestone.code(),
          milestone.name(),
          milestone.firstDueOn(),
          milestone.dueOn(),
          metOn,
          status == MilestoneStatus.DROPPED
              ? null
              : Math.toIntExact(ChronoUnit.DAYS.between(milestone.firstDueOn(), until)),
          status,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
    }

    private static Line total(List<Line> lines) {
      return new Line(
          null,
          null,
          null,
          null,
          null,
          null,
          lines.stream()
              .map(Line::slipDays)
              .filter(Objects::nonNull)
              .max(Comparator.naturalOrder())
              .orElse(null),
          null,
          lines.size(),
          count(lines, MilestoneStatus.MET),
          count(lines, MilestoneStatus.MET_LATE),
          count(lines, MilestoneStatus.OVERDUE),
          count(lines, MilestoneStatus.MOVED),
          count(lines, MilestoneStatus.DUE),
          count(lines, MilestoneStatus.DROPPED));
    }

    private static int count(List<Line> lines, MilestoneStatus status) {
      return (int) lines.stream().filter(line -> line.status == status).count();
    }
  }

  /**
   * The slips of milestones on a day.
   *
   * @param milestones ordered by code
   * @param ended the first day on which nothing more is expected of a project, by project; without
   *     those that go on
   * @param status of the milestones that are listed and counted; null for any
   */
  static MilestoneSlips of(
      String plan,
      List<MilestoneView> milestones,
      Map<String, LocalDate> ended,
      @Nullable MilestoneStatus status,
      LocalDate day) {
    var lines =
        milestones.stream()
            .map(milestone -> Line.of(milestone, ended.get(milestone.project()), day))
            .filter(line -> status == null || line.status == status)
            .sorted(MOST_SLIPPED_FIRST)
            .toList();
    return new MilestoneSlips(plan, day, lines, Line.total(lines));
  }
}
