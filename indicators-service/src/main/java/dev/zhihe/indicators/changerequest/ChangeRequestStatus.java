package dev.zhihe.indicators.changerequest;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ReviewState;
import dev.zhihe.kit.review.Step;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The review status of a change request. */
@Schema(
    name = "ChangeRequestStatus",
    description =
        "申请状态 / How far it is: submitted 已提交, returned 已退回, approved 已批准 (done, public and final)")
public enum ChangeRequestStatus {
  /** 已提交: a reviewer decides. */
  @JsonProperty("submitted")
  @JsonAlias("已提交")
  SUBMITTED(
      new Text("已提交", "submitted"),
      new Text(
          "可由申请人以外的审核人批准（POST %1$s/approval）或退回（POST %1$s/return），也可撤回（DELETE %1$s）",
          "another reviewer may approve it (POST %1$s/approval) or return it (POST %1$s/return), an editor or reviewer may withdraw it (DELETE %1$s)"),
      Step.WITHDRAW,
      Step.APPROVE,
      Step.RETURN),
  /** 已退回: nothing was changed. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      new Text(
          "已退回的申请不再处理；须改正后另行申请",
          "a returned request stays as it is: correct it and request it anew")),
  /** 已批准: the change is made. */
  @JsonProperty("approved")
  @JsonAlias("已批准")
  APPROVED(
      new Text("已批准", "approved"),
      new Text(
          "已批准的申请为定稿；再有变化须另行申请", "an approved request is final: what comes next is another one"));

  private final ReviewState state;

  ChangeRequestStatus(Text name, Text next, Step... steps) {
    state = new ReviewState("/v1/change-requests", name, next, Set.of(steps));
  }

  /** The steps that it allows, and its words. */
  ReviewState state() {
    return state;
  }
}
