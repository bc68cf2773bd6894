package dev.zhihe.projects.ledger.report;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ReviewState;
import dev.zhihe.kit.review.Step;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The review status of a monthly report. */
@Schema(
    name = "ProjectReportStatus",
    description = "审核状态 / How far it is: submitted 已提交, returned 已退回, accepted 已通过 (final)")
public enum ProjectReportStatus {
  /** 已提交: a reviewer decides. */
  @JsonProperty("submitted")
  @JsonAlias("已提交")
  SUBMITTED(
      new Text("已提交", "submitted"),
      new Text(
          "可更正（PUT %1$s）、撤回（DELETE %1$s），或由审核人通过（POST %1$s/acceptance）、退回（POST %1$s/return）",
          "its unit or an editor may correct it (PUT %1$s) or withdraw it (DELETE %1$s), a reviewer accept it (POST %1$s/acceptance) or return it (POST %1$s/return)"),
      Step.CHANGE,
      Step.WITHDRAW,
      Step.ACCEPT,
      Step.RETURN),
  /** 已退回: it is corrected and submitted again. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      new Text(
          "可更正后重新提交（PUT %1$s）或撤回（DELETE %1$s）",
          "its unit or an editor may correct it and submit it again (PUT %1$s) or withdraw it (DELETE %1$s)"),
      Step.CHANGE,
      Step.WITHDRAW),
  /** 已通过: its lines are entries of the ledger. */
  @JsonProperty("accepted")
  @JsonAlias("已通过")
  ACCEPTED(
      new Text("已通过", "accepted"),
      new Text(
          "已通过的月报为定稿；如有误，请提交更正月报（POST /v1/project-reports，kind=correction）",
          "an accepted report is final; what is wrong is corrected by another one (POST /v1/project-reports with kind correction)"));

  private final ReviewState state;

  ProjectReportStatus(Text name, Text next, Step... steps) {
    state = new ReviewState("/v1/project-reports", name, next, Set.of(steps));
  }

  /** The steps that it allows, and its words. */
  ReviewState state() {
    return state;
  }
}
