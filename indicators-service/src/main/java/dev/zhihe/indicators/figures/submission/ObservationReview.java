package dev.zhihe.indicators.figures.submission;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ReviewState;
import dev.zhihe.kit.review.Step;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The review status of a figure. */
@Schema(
    name = "ObservationReview",
    description =
        "审核状态 / How far the review is: submitted 待审, returned 已退回, approved 已通过待公布 (embargoed), published 已公布")
public enum ObservationReview {
  /** 待审: a reviewer decides. */
  @JsonProperty("submitted")
  @JsonAlias("待审")
  SUBMITTED(
      new Text("待审", "submitted"),
      new Text(
          "可重新填报（POST /v1/observations/imports?onExisting=update）、撤回（DELETE %1$s），或由审核人通过（POST %1$s/approval）、退回（POST %1$s/return）",
          "an editor may hand it in otherwise (POST /v1/observations/imports?onExisting=update) or withdraw it (DELETE %1$s), a reviewer approve it (POST %1$s/approval) or return it (POST %1$s/return)"),
      Step.WITHDRAW,
      Step.PASS,
      Step.RETURN),
  /** 已退回: an editor corrects it. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      new Text(
          "可更正后重新填报（POST /v1/observations/imports?onExisting=update）或撤回（DELETE %1$s）",
          "an editor may hand it in again (POST /v1/observations/imports?onExisting=update) or withdraw it (DELETE %1$s)"),
      Step.WITHDRAW),
  /** 已通过待公布: it is published when its embargo ends. */
  @JsonProperty("approved")
  @JsonAlias("已通过待公布")
  APPROVED(
      new Text("已通过待公布", "approved and under embargo"),
      new Text(
          "到公布时间自动公布；可重新填报（POST /v1/observations/imports?onExisting=update）或撤回（DELETE %1$s）",
          "it is published when its time has come; an editor may hand it in otherwise (POST /v1/observations/imports?onExisting=update) or withdraw it (DELETE %1$s)"),
      Step.WITHDRAW,
      Step.RELEASE),
  /** 已公布: it equals the observation. */
  @JsonProperty("published")
  @JsonAlias("已公布")
  PUBLISHED(
      new Text("已公布", "published"),
      new Text(
          "可填报更正（POST /v1/observations/imports?onExisting=update）；误公布的可申请撤销（POST /v1/observations/{code}/retraction）",
          "an editor may hand in a correction (POST /v1/observations/imports?onExisting=update); what should not have been published is taken back by a request (POST /v1/observations/{code}/retraction)"));

  private final ReviewState state;

  ObservationReview(Text name, Text next, Step... steps) {
    state = new ReviewState("/v1/observation-submissions", name, next, Set.of(steps));
  }

  /** The steps that it allows, and its words. */
  ReviewState state() {
    return state;
  }
}
