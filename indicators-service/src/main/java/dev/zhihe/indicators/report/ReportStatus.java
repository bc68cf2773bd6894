package dev.zhihe.indicators.report;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ReviewState;
import dev.zhihe.kit.review.Step;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The review status of a report. */
@Schema(
    name = "ReportStatus",
    description =
        "状态 / How far it is: frozen 已冻结, approved 已批准, published 已发布, returned 已退回 (final: a new report takes its place)")
public enum ReportStatus {
  /** 已冻结: a reviewer decides. */
  @JsonProperty("frozen")
  @JsonAlias("已冻结")
  FROZEN(
      new Text("已冻结", "frozen"),
      new Text(
          "可由审核人批准（POST %1$s/approval）或退回（POST %1$s/return）",
          "a reviewer may approve it (POST %1$s/approval) or return it (POST %1$s/return)"),
      Step.APPROVE,
      Step.RETURN),
  /** 已批准: approved, but visible only to the bureau. */
  @JsonProperty("approved")
  @JsonAlias("已批准")
  APPROVED(
      new Text("已批准", "approved"),
      new Text(
          "可由审核人发布（POST %1$s/publication）", "a reviewer may publish it (POST %1$s/publication)"),
      Step.PUBLISH),
  /** 已发布: public and final. */
  @JsonProperty("published")
  @JsonAlias("已发布")
  PUBLISHED(
      new Text("已发布", "published"),
      new Text(
          "已发布的报告不再更改；有新情况的，另行编制（POST /v1/reports）",
          "a published report changes no more; what is new goes into another (POST /v1/reports)")),
  /** 已退回: final; another report replaces it. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      new Text(
          "已退回的报告不再更改，须另行编制（POST /v1/reports）",
          "a returned report changes no more: another is to be made (POST /v1/reports)"));

  private final ReviewState state;

  ReportStatus(Text name, Text next, Step... steps) {
    state = new ReviewState("/v1/reports", name, next, Set.of(steps));
  }

  /** The steps that it allows, and its words. */
  ReviewState state() {
    return state;
  }
}
