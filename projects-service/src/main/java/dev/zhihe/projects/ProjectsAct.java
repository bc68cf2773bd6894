package dev.zhihe.projects;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Alone;
import dev.zhihe.kit.review.Preparation;

/** What changes data in this service, and whether it needs a second person. */
public enum ProjectsAct implements Act {
  IMPORT_UNITS(Alone.MASTER_DATA),
  IMPORT_PROGRAMMES(Alone.MASTER_DATA),
  IMPORT_PROJECTS(Alone.MASTER_DATA),
  CHANGE_PROJECT_STAGE(Alone.RECORD),
  WITHDRAW_STAGE_CHANGE(Alone.RECORD),
  IMPORT_FUNDS(Alone.RECORD),
  IMPORT_STATED_TOTALS(Alone.RECORD),
  IMPORT_PROJECT_LISTS(Alone.RECORD),
  DELETE_PROJECT_LIST_ITEM(Alone.RECORD),
  IMPORT_INVESTMENT_PLANS(Alone.ADOPTED),
  ADOPT_INVESTMENT_PLANS(Rules.INVESTMENT_PLANS);

  private final Rule rule;

  ProjectsAct(Rule rule) {
    this.rule = rule;
  }

  @Override
  public Rule rule() {
    return rule;
  }

  /** Rules that are this service's own. */
  private static final class Rules {
    static final Preparation INVESTMENT_PLANS =
        new Preparation(new Text("编制", "prepared an investment plan"), new Text("批准", "adopt"));
  }
}
