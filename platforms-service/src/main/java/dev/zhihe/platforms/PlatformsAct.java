package dev.zhihe.platforms;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Alone;
import dev.zhihe.kit.review.Preparation;
import java.util.List;

/** What changes data in this service, and whether it needs a second person. */
public enum PlatformsAct implements Act {
  IMPORT_OPERATORS(Alone.MASTER_DATA),
  IMPORT_PLATFORMS(Alone.MASTER_DATA),
  IMPORT_ALIASES(Alone.MASTER_DATA),
  DELETE_ALIAS(Alone.MASTER_DATA),
  IMPORT_REPORTING_PERIODS(Alone.MASTER_DATA),
  IMPORT_OCCUPANCY_REPORTS(Alone.REVIEWED),
  SUBMIT_OCCUPANCY_REPORT(Alone.REVIEWED),
  CORRECT_OCCUPANCY_REPORT(Alone.REVIEWED),
  WITHDRAW_OCCUPANCY_REPORT(Alone.UNDONE),
  ACCEPT_OCCUPANCY_REPORT(Rules.OCCUPANCY_REPORT),
  RETURN_OCCUPANCY_REPORT(Rules.OCCUPANCY_REPORT),
  IMPORT_OCCUPANCY_RULES(Alone.ADOPTED),
  ADOPT_OCCUPANCY_RULES(Rules.OCCUPANCY_RULES);

  private final Rule rule;

  PlatformsAct(Rule rule) {
    this.rule = rule;
  }

  @Override
  public Rule rule() {
    return rule;
  }

  /** Rules that are this service's own. */
  private static final class Rules {
    static final Preparation OCCUPANCY_RULES =
        new Preparation(
            new Text("编制", "prepared limits of the rules"),
            new Text("批准", "adopt"),
            "status",
            List.of("draft"));
    static final Preparation OCCUPANCY_REPORT =
        new Preparation(
            new Text("提交", "submitted a report"),
            new Text("审核", "review"),
            "status",
            List.of("submitted"));
  }
}
