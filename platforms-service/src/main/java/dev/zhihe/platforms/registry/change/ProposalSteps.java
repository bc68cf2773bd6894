package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ActStatus;
import dev.zhihe.kit.review.ReviewState;
import dev.zhihe.kit.review.Step;
import java.util.Set;

/**
 * The steps of a proposal, which an operator submits at once. A returned one is submitted again by
 * its change.
 */
final class ProposalSteps {
  private ProposalSteps() {}

  /** The steps that a proposal allows, and its words. */
  static ReviewState of(ActStatus status) {
    return switch (status) {
      case DRAFT, SUBMITTED ->
          state(
              new Text("已提交", "submitted"),
              new Text(
                  "可由提出单位撤回（DELETE %1$s），由审核人批准（POST %1$s/approval）或退回（POST %1$s/return）",
                  "its organisation may withdraw it (DELETE %1$s), a reviewer may approve it (POST %1$s/approval) or return it (POST %1$s/return)"),
              Step.WITHDRAW,
              Step.APPROVE,
              Step.RETURN);
      case RETURNED ->
          state(
              new Text("已退回", "returned"),
              new Text(
                  "可由提出单位更改并重新提交（PUT %1$s）或撤回（DELETE %1$s）",
                  "its organisation may change it, which submits it again (PUT %1$s), or withdraw it (DELETE %1$s)"),
              Step.CHANGE,
              Step.WITHDRAW);
      case APPROVED -> state(new Text("已批准", "approved"), RegistryChange.FAMILY.afterApproval());
    };
  }

  private static ReviewState state(Text name, Text next, Step... steps) {
    return new ReviewState(RegistryChange.FAMILY.path(), name, next, Set.of(steps));
  }
}
