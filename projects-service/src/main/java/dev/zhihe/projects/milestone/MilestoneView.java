package dev.zhihe.projects.milestone;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published state of a milestone. */
@Schema(
    name = "Milestone",
    description = "形象进度节点 / A step of a project that is to be reached by a day")
public record MilestoneView(
    @Schema(examples = "500106-145-p06-m1") String code,
    @Schema(description = "规划代码 / Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "项目代码 / Code of the project", examples = "500106-145-p06") String project,
    @Schema(description = "节点名称 / What is reached", examples = "主体结构封顶") String name,
    @Schema(description = "计划完成日期 / The day by which it is due", examples = "2023-06-30")
        LocalDate dueOn,
    @Schema(
            description = "首次计划完成日期，此后不变 / The due day as first recorded; it never changes",
            examples = "2023-03-31")
        LocalDate firstDueOn,
    @Schema(description = "实际完成日期 / The day on which it was reached", examples = "2023-07-15")
        @Nullable LocalDate metOn,
    @Schema(description = "完成依据 / What shows that it was reached", examples = "主体验收记录 2023-07")
        @Nullable String evidence,
    @Schema(description = "备注 / Note") @Nullable String note,
    @Schema(description = "来源文件 / Short id of the source document", examples = "spb-2023-projects")
        @Nullable String document,
    @Schema(description = "来源行 / Line of the source document", examples = "12")
        @Nullable Integer sourceLine) {

  /** A page of milestones. */
  @Schema(name = "MilestonePage")
  public record Page(
      List<MilestoneView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
