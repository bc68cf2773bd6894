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
        "状态 / How far it is: frozen 已冻结, approved 已批准, published 已发布, returned 已退回 (final: a new report takes its place),"
            + " superseded 已被替代 (another published report took its place; still public), withdrawn 已撤回 (with a reason; still public)")
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
          "内容不再更改；可由另一份已发布的报告替代（POST %1$s/supersession）或撤回（POST %1$s/withdrawal），均须他人批准",
          "its content changes no more; another published report may take its place (POST %1$s/supersession), or it is withdrawn (POST %1$s/withdrawal): another person approves either"),
      Step.SUPERSEDE,
      Step.WITHDRAW),
  /** 已退回: final; another report replaces it. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      new Text(
          "已退回的报告不再更改，须另行编制（POST /v1/reports）",
          "a returned report changes no more: another is to be made (POST /v1/reports)")),
  /** 已被替代: another published report took its place. It stays readable for everybody. */
  @JsonProperty("superseded")
  @JsonAlias("已被替代")
  SUPERSEDED(
      new Text("已被替代", "superseded"),
      new Text("状态不再更改，文件照旧可读", "that is final, and its files stay readable")),
  /** 已撤回: it is no longer valid. It stays readable for everybody. */
  @JsonProperty("withdrawn")
  @JsonAlias("已撤回")
  WITHDRAWN(
      new Text("已撤回", "withdrawn"),
      new Text("状态不再更改，文件照旧可读", "that is final, and its files stay readable"));

  private final ReviewState state;

  ReportStatus(Text name, Text next, Step... steps) {
    state = new ReviewState("/v1/reports", name, next, Set.of(steps));
  }

  /** Whether everybody may read the report. */
  boolean isPublic() {
    return this == PUBLISHED || this == SUPERSEDED || this == WITHDRAWN;
  }

  /** The steps that it allows, and its words. */
  ReviewState state() {
    return state;
  }
}
