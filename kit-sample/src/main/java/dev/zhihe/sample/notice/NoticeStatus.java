package dev.zhihe.sample.notice;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ReviewState;
import dev.zhihe.kit.review.Step;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far the review of a notice is. */
@Schema(
    name = "NoticeStatus",
    description = "状态 / How far it is: draft 草稿, submitted 待审, returned 已退回, published 已发布 (final)")
public enum NoticeStatus {
  /** 草稿: with its editor. */
  @JsonProperty("draft")
  @JsonAlias("草稿")
  DRAFT(
      new Text("为草稿", "a draft"),
      new Text(
          "可更改（PUT %1$s）、提交（POST %1$s/submission）或撤回（DELETE %1$s）",
          "an editor may change it (PUT %1$s), submit it (POST %1$s/submission) or withdraw it (DELETE %1$s)"),
      Step.CHANGE,
      Step.SUBMIT,
      Step.WITHDRAW),
  /** 待审: with the reviewers. */
  @JsonProperty("submitted")
  @JsonAlias("待审")
  SUBMITTED(
      new Text("待审", "submitted"),
      new Text(
          "可由审核人发布（POST %1$s/publication）或退回（POST %1$s/return），或撤回（DELETE %1$s）",
          "a reviewer may publish it (POST %1$s/publication) or return it (POST %1$s/return), an editor withdraw it (DELETE %1$s)"),
      Step.PUBLISH,
      Step.RETURN,
      Step.WITHDRAW),
  /** 已退回: to be changed. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      new Text(
          "可更改（PUT %1$s）或撤回（DELETE %1$s）",
          "an editor may change it (PUT %1$s) or withdraw it (DELETE %1$s)"),
      Step.CHANGE,
      Step.WITHDRAW),
  /** 已发布: everybody's, for good. */
  @JsonProperty("published")
  @JsonAlias("已发布")
  PUBLISHED(
      new Text("已发布", "published"),
      new Text("不再更改，任何人可读（GET %1$s）", "it changes no more; anybody may read it (GET %1$s)"));

  private final ReviewState state;

  NoticeStatus(Text name, Text next, Step... steps) {
    state = new ReviewState("/v1/notices", name, next, Set.of(steps));
  }

  /** The allowed steps, and the texts about this status. */
  ReviewState state() {
    return state;
  }
}
