package dev.zhihe.projects.supervision.list;

import dev.zhihe.projects.supervision.finding.SupervisionFinding;
import dev.zhihe.projects.supervision.finding.SupervisionLine;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many lines a list has of each finding. */
@Schema(name = "SupervisionCounts", description = "各事由的项目数 / Number of projects by finding")
public record SupervisionCounts(
    @Schema(description = "清单上的项目 / Projects on the list, each once", examples = "2") long projects,
    @Schema(description = "滞后 / late", examples = "1") long late,
    @Schema(description = "连续未报 / silent", examples = "1") long silent,
    @Schema(description = "超计划 / over-plan", examples = "0") long overPlan,
    @Schema(description = "有资金无进度 / money-without-progress", examples = "0")
        long moneyWithoutProgress) {

  static SupervisionCounts of(List<SupervisionLine> lines) {
    return new SupervisionCounts(
        lines.stream().map(SupervisionLine::project).distinct().count(),
        count(lines, SupervisionFinding.LATE),
        count(lines, SupervisionFinding.SILENT),
        count(lines, SupervisionFinding.OVER_PLAN),
        count(lines, SupervisionFinding.MONEY_WITHOUT_PROGRESS));
  }

  private static long count(List<SupervisionLine> lines, SupervisionFinding finding) {
    return lines.stream().filter(line -> line.finding() == finding).count();
  }
}
