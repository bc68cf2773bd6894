package dev.zhihe.projects.project;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.tables.Csv;
import java.time.LocalDate;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a project and the day from which it was in it. In a file it is {@code
 * construction@2023-03-01}, without reason and document.
 *
 * @param since null for the stage with which the project was entered
 */
@Schema(name = "StageChange", description = "阶段变更 / A stage, and since when the project is in it")
public record StageChange(
    ProjectStage stage,
    @Schema(
            description =
                "自何日起；录入时的阶段为空 / First day in it; absent for the stage it was entered with",
            examples = "2023-03-01")
        @Nullable LocalDate since,
    @Schema(description = "变更理由 / Why it changed", examples = "取得施工许可证") @Nullable String reason,
    @Schema(description = "依据文件 / Document that it rests on", examples = "沙发改委发〔2023〕12号")
        @Nullable String document) {

  /** The stage with which a project is entered. */
  static StageChange entered(ProjectStage stage) {
    return new StageChange(stage, null, null, null);
  }

  /** Throws 422 if its day is before the last change or after today. */
  void requireDay(StageChange last, LocalDate today) {
    var rules = new BrokenRules(Csv.cells(this));
    var day = Objects.requireNonNull(since);
    if (day.isAfter(today)) {
      rules.add("since", "future", "不晚于今天 %s", "not after today, %s", today);
    }
    if (last.since() != null && day.isBefore(last.since())) {
      rules.add("since", "order", "不早于上一次变更 %s", "not before the last change, %s", last.since());
    }
    rules.throwIfAny();
  }

  /** The form in files. */
  @Override
  public String toString() {
    return since == null ? Views.word(stage) : Views.word(stage) + "@" + since;
  }
}
