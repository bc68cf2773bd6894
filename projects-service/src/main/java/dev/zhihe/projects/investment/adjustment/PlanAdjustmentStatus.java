package dev.zhihe.projects.investment.adjustment;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ReviewState;
import dev.zhihe.kit.review.Step;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The review status of an adjustment. */
@Schema(
    name = "PlanAdjustmentStatus",
    description =
        "调整状态 / How far it is: draft 草案, submitted 已提交, returned 已退回, approved 已批准 (public and final)")
public enum PlanAdjustmentStatus {
  /** 草案: an editor prepares it. */
  @JsonProperty("draft")
  @JsonAlias("草案")
  DRAFT(
      new Text("为草案", "a draft"),
      new Text(
          "可更改（PUT %1$s）、删除（DELETE %1$s）或提交（POST %1$s/submission）",
          "it may be changed (PUT %1$s), deleted (DELETE %1$s) or submitted (POST %1$s/submission)"),
      Step.CHANGE,
      Step.DELETE,
      Step.SUBMIT),
  /** 已提交: a reviewer decides. */
  @JsonProperty("submitted")
  @JsonAlias("已提交")
  SUBMITTED(
      new Text("已提交", "submitted"),
      new Text(
          "可由审核人批准（POST %1$s/approval）或退回（POST %1$s/return）",
          "a reviewer may approve it (POST %1$s/approval) or return it (POST %1$s/return)"),
      Step.APPROVE,
      Step.RETURN),
  /** 已退回: an editor corrects it. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      new Text(
          "可更改（PUT %1$s）、删除（DELETE %1$s）或重新提交（POST %1$s/submission）",
          "it may be changed (PUT %1$s), deleted (DELETE %1$s) or submitted again (POST %1$s/submission)"),
      Step.CHANGE,
      Step.DELETE,
      Step.SUBMIT),
  /** 已批准: public and final. */
  @JsonProperty("approved")
  @JsonAlias("已批准")
  APPROVED(
      new Text("已批准", "approved"),
      new Text(
          "已批准的调整为定稿；再有变化，请对其后的投资计划另作调整（POST /v1/plan-adjustments）",
          "an approved adjustment is final; what comes next is another one, of the investment plan that followed (POST /v1/plan-adjustments)"));

  private final ReviewState state;

  PlanAdjustmentStatus(Text name, Text next, Step... steps) {
    state = new ReviewState("/v1/plan-adjustments", name, next, Set.of(steps));
  }

  /** The steps that it allows, and its words. */
  ReviewState state() {
    return state;
  }
}
