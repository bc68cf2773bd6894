package dev.zhihe.projects.ledger.submission;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ReviewState;
import dev.zhihe.kit.review.Step;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The review status of an entry that is not in the ledger yet. */
@Schema(
    name = "LedgerSubmissionStatus",
    description = "审核状态 / How far the review is: submitted 待审, returned 已退回")
public enum LedgerSubmissionStatus {
  /** 待审: a reviewer decides. */
  @JsonProperty("submitted")
  @JsonAlias("待审")
  SUBMITTED(
      new Text("待审", "submitted"),
      new Text(
          "可更正（POST /v1/ledger-entries/imports?onExisting=update）、撤回（DELETE %1$s），或由审核人通过（POST %1$s/approval）、退回（POST %1$s/return）",
          "an editor may correct it (POST /v1/ledger-entries/imports?onExisting=update) or withdraw it (DELETE %1$s), a reviewer approve it (POST %1$s/approval) or return it (POST %1$s/return)"),
      Step.WITHDRAW,
      Step.PASS,
      Step.RETURN),
  /** 已退回: an editor corrects it. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED(
      new Text("已退回", "returned"),
      new Text(
          "可更正后重新提交（POST /v1/ledger-entries/imports?onExisting=update）或撤回（DELETE %1$s）",
          "an editor may submit it again (POST /v1/ledger-entries/imports?onExisting=update) or withdraw it (DELETE %1$s)"),
      Step.WITHDRAW);

  private final ReviewState state;

  LedgerSubmissionStatus(Text name, Text next, Step... steps) {
    state = new ReviewState("/v1/ledger-submissions", name, next, Set.of(steps));
  }

  /** The steps that it allows, and its words. */
  ReviewState state() {
    return state;
  }
}
