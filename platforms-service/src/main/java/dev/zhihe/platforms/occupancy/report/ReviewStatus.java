package dev.zhihe.platforms.occupancy.report;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ReviewState;
import dev.zhihe.kit.review.Step;
import java.util.Set;

/** The review status of a report. */
public enum ReviewStatus {
  /** 已提交: a reviewer decides. */
  @JsonProperty("submitted")
  @JsonAlias("已提交")
  SUBMITTED(
      new Text("已提交", "submitted"),
      new Text(
          "可由运营单位更正（PUT %1$s）、撤回（DELETE %1$s），或由审核人通过（POST %1$s/acceptance）、退回（POST %1$s/return）",
          "its operator may correct it (PUT %1$s) or withdraw it (DELETE %1$s), a reviewer accept it (POST %1$s/acceptance) or return it (POST %1$s/return)"),
      Step.CHANGE,
      Step.WITHDRAW,
      Step.ACCEPT,
      Step.RETURN),
  /** 已退回: the operator corrects it. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      new Text(
          "可由运营单位更正后重新提交（PUT %1$s）或撤回（DELETE %1$s）",
          "its operator may correct it and submit it again (PUT %1$s) or withdraw it (DELETE %1$s)"),
      Step.CHANGE,
      Step.WITHDRAW),
  /** 已通过: public and final. */
  @JsonProperty("accepted")
  @JsonAlias({"已通过", "已采纳"})
  ACCEPTED(
      new Text("已通过", "accepted"),
      new Text(
          "已通过的为定稿；填报如有误，请提交更正（POST /v1/occupancy-reports，以 amends 写明所更正的填报）",
          "what is accepted is final; a report that is wrong is amended (POST /v1/occupancy-reports with its code in amends)"));

  private final ReviewState state;

  ReviewStatus(Text name, Text next, Step... steps) {
    state = new ReviewState("/v1/occupancy-reports", name, next, Set.of(steps));
  }

  /** The steps that it allows, and its words. */
  ReviewState state() {
    return state;
  }
}
