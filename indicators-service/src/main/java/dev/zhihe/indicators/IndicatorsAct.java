package dev.zhihe.indicators;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Alone;
import dev.zhihe.kit.review.Preparation;
import java.util.List;

/** What changes data in this service, and whether it needs a second person. */
public enum IndicatorsAct implements Act {
  IMPORT_PLANS(Alone.ADOPTED),
  IMPORT_TARGETS(Alone.ADOPTED),
  ADOPT_PLAN(Rules.PLAN),
  REQUEST_TARGET_MERGER(Alone.REVIEWED),
  IMPORT_INDICATORS(Rules.FORMULA),
  IMPORT_CODELISTS(Alone.MASTER_DATA),
  IMPORT_VALIDATION_RULES(Rules.WEAKER_RULE),
  IMPORT_TARGET_PARTS(Rules.PARTS),
  DELETE_TARGET_PART(Rules.PARTS),
  IMPORT_POLICIES(Alone.RECORD),
  DRAFT_POLICY(Alone.RECORD),
  ISSUE_POLICY(Alone.RECORD),
  IMPORT_TARGET_ADJUSTMENTS(Alone.REVIEWED),
  DRAFT_TARGET_ADJUSTMENT(Alone.REVIEWED),
  CHANGE_TARGET_ADJUSTMENT(Alone.REVIEWED),
  DELETE_TARGET_ADJUSTMENT(Alone.UNDONE),
  SUBMIT_TARGET_ADJUSTMENT(Alone.REVIEWED),
  APPROVE_TARGET_ADJUSTMENT(Rules.ADJUSTMENT),
  RETURN_TARGET_ADJUSTMENT(Rules.ADJUSTMENT),
  IMPORT_COLLECTION_PERIODS(Alone.MASTER_DATA),
  EXTEND_COLLECTION_PERIOD(Rules.DUE_DATE),
  IMPORT_OBSERVATIONS(Alone.REVIEWED),
  APPROVE_OBSERVATION_SUBMISSION(Rules.FIGURE),
  APPROVE_OBSERVATION_SUBMISSIONS(Rules.FIGURE),
  RETURN_OBSERVATION_SUBMISSION(Rules.FIGURE),
  RETURN_OBSERVATION_SUBMISSIONS(Rules.FIGURE),
  WITHDRAW_OBSERVATION_SUBMISSION(Alone.UNDONE),
  REQUEST_RETRACTION(Alone.REVIEWED),
  APPROVE_CHANGE_REQUEST(Rules.CHANGE_REQUEST),
  RETURN_CHANGE_REQUEST(Rules.CHANGE_REQUEST),
  WITHDRAW_CHANGE_REQUEST(Alone.UNDONE),
  FREEZE_REPORT(Alone.REVIEWED),
  APPROVE_REPORT(Rules.REPORT),
  RETURN_REPORT(Rules.REPORT),
  PUBLISH_REPORT(Rules.REPORT);

  private final Rule rule;

  IndicatorsAct(Rule rule) {
    this.rule = rule;
  }

  @Override
  public Rule rule() {
    return rule;
  }

  /** Rules that are this service's own. */
  private static final class Rules {
    static final Alone PARTS =
        new Alone("parts of a target that was adopted: the target stays as it is");
    static final Alone FORMULA =
        new Alone("master data; a formula is only handed in: somebody else reviews it");
    static final Alone WEAKER_RULE =
        new Alone("master data; a weaker rule is only handed in: somebody else reviews it");
    static final Preparation PLAN =
        new Preparation(new Text("编制", "prepared a plan"), new Text("批准", "adopt"));

    /** Whoever only granted more time may grant it again. */
    static final Preparation DUE_DATE =
        new Preparation(
            new Text("设定截止日", "set the day it is due"),
            new Text("延期", "extend"),
            "has no `extensions`",
            state -> state.path("extensions").isEmpty());

    static final Preparation FIGURE =
        new Preparation(
            new Text("填报", "handed in a figure"),
            new Text("审核", "review"),
            "review",
            List.of("submitted"));
    static final Preparation ADJUSTMENT =
        new Preparation(
            new Text("编制", "made, changed or submitted an adjustment"),
            new Text("审核", "review"),
            "status",
            List.of("draft", "submitted"));
    static final Preparation CHANGE_REQUEST =
        new Preparation(
            new Text("申请", "requested a change"),
            new Text("审核", "review"),
            "status",
            List.of("submitted"));
    static final Preparation REPORT =
        new Preparation(
            new Text("编制", "made a report"), new Text("审核", "review"), "status", List.of("frozen"));
  }
}
