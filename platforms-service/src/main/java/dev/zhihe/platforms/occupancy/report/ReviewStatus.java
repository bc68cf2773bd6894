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
          "可由运营单位更正（PUT %1$s），或由审核人通过（POST %1$s/acceptance）、退回（POST %1$s/return）",
          "its operator may correct it (PUT %1$s), a reviewer accept it (POST %1$s/acceptance) or return it (POST %1$s/return)"),
      Step.CHANGE,
      Step.ACCEPT,
      Step.RETURN),
  /** 已退回: the operator corrects it. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      new Text(
          "由运营单位更正后重新提交（PUT %1$s）", "its operator may correct it and hand it in again (PUT %1$s)"),
      Step.CHANGE),
  /** 已通过: public and final. */
  @JsonProperty("accepted")
  @JsonAlias({"已通过", "已采纳"})
  ACCEPTED(
      new Text("已通过", "accepted"),
      new Text(
          "已通过的填报为定稿，不再更改，任何人可读（GET %1$s）",
          "an accepted report is final and changes no more; anybody may read it (GET %1$s)"));

  private final ReviewState state;

  ReviewStatus(Text name, Text next, Step... steps) {
    state = new ReviewState("/v1/occupancy-reports", name, next, Set.of(steps));
  }

  /** The steps that it allows, and its words. */
  ReviewState state() {
    return state;
  }
}
