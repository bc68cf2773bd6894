package dev.zhihe.sample;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Alone;
import dev.zhihe.kit.review.Preparation;
import java.util.List;

/** What changes data in this service, and whether it needs a second person. */
public enum SampleAct implements Act {
  IMPORT_TOPICS(Alone.MASTER_DATA),
  DELETE_TOPIC(Alone.MASTER_DATA),
  DRAFT_NOTICE(Alone.REVIEWED),
  CHANGE_NOTICE(Alone.REVIEWED),
  SUBMIT_NOTICE(Alone.REVIEWED),
  WITHDRAW_NOTICE(Alone.UNDONE),
  PUBLISH_NOTICE(Rules.NOTICE),
  PUBLISH_NOTICES(Rules.NOTICE),
  RETURN_NOTICE(Rules.NOTICE),
  RETURN_NOTICES(Rules.NOTICE);

  private final Rule rule;

  SampleAct(Rule rule) {
    this.rule = rule;
  }

  @Override
  public Rule rule() {
    return rule;
  }

  /** Rules that are this service's own. */
  private static final class Rules {
    static final Preparation NOTICE =
        new Preparation(
            new Text("起草", "wrote, changed or submitted a notice"),
            new Text("审核", "review"),
            "status",
            List.of("draft", "submitted"));
  }
}
