package dev.zhihe.kit.review;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The review status of an approved act. */
public enum ActStatus {
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
  APPROVED(new Text("已批准", "approved"), null);

  private final Text name;
  private final @Nullable Text next;
  private final Set<Step> steps;

  ActStatus(Text name, @Nullable Text next, Step... steps) {
    this.name = name;
    this.next = next;
    this.steps = Set.of(steps);
  }

  /** The steps that it allows, and its words. */
  public ReviewState state(ActFamily family) {
    return new ReviewState(
        family.path(), name, Objects.requireNonNullElse(next, family.afterApproval()), steps);
  }
}
