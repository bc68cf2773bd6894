package dev.zhihe.projects.project;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The stage of a project. */
@Schema(name = "Stage")
public enum ProjectStage {
  /** 未载明: the document does not say. */
  @JsonProperty("not_stated")
  @JsonAlias("未载明")
  NOT_STATED,
  /** 规划论证 */
  @JsonProperty("planning")
  @JsonAlias("规划论证")
  PLANNING,
  /** 前期 */
  @JsonProperty("preparation")
  @JsonAlias("前期")
  PREPARATION,
  /** 在建 */
  @JsonProperty("construction")
  @JsonAlias("在建")
  CONSTRUCTION,
  /** 建成 */
  @JsonProperty("completed")
  @JsonAlias("建成")
  COMPLETED,
  /** 暂停 */
  @JsonProperty("suspended")
  @JsonAlias("暂停")
  SUSPENDED,
  /** 终止 */
  @JsonProperty("cancelled")
  @JsonAlias("终止")
  CANCELLED;

  /**
   * The stages that may follow. From an unknown stage every other one may; a suspended project
   * resumes before its construction is completed; completed and cancelled ones stay as they are.
   */
  Set<ProjectStage> next() {
    return switch (this) {
      case NOT_STATED -> EnumSet.range(PLANNING, CANCELLED);
      case PLANNING -> EnumSet.of(PREPARATION, SUSPENDED, CANCELLED);
      case PREPARATION -> EnumSet.of(CONSTRUCTION, SUSPENDED, CANCELLED);
      case CONSTRUCTION -> EnumSet.of(COMPLETED, SUSPENDED, CANCELLED);
      case SUSPENDED -> EnumSet.of(PLANNING, PREPARATION, CONSTRUCTION, CANCELLED);
      case COMPLETED, CANCELLED -> EnumSet.noneOf(ProjectStage.class);
    };
  }

  /** Throws 409 with the stages that may follow unless the stage is one of them. */
  void requireNext(ProjectStage stage, String code) {
    if (!next().contains(stage)) {
      var words = next().stream().map(Views::word).collect(Collectors.joining(", "));
      throw words.isEmpty()
          ? Problem.conflict(
              "%s 处于最终阶段 %s，不再变更", "%s is %s for good: no stage follows", code, Views.word(this))
          : Problem.conflict(
              "%s 处于阶段 %s，可变更为：%s",
              "%s is in the stage %s: it may become %s", code, Views.word(this), words);
    }
  }
}
