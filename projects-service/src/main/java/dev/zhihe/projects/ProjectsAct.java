package dev.zhihe.projects;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Alone;
import dev.zhihe.kit.review.Preparation;
import java.util.List;

/** What changes data in this service, and whether it needs a second person. */
public enum ProjectsAct implements Act {
  IMPORT_UNITS(Alone.MASTER_DATA),
  IMPORT_PROGRAMMES(Alone.MASTER_DATA),
  IMPORT_PROJECTS(Alone.MASTER_DATA),
  CHANGE_PROJECT_STAGE(Alone.RECORD),
  WITHDRAW_STAGE_CHANGE(Alone.RECORD),
  IMPORT_MILESTONES(Alone.RECORD),
  IMPORT_FUNDS(Alone.RECORD),
  IMPORT_FUND_POSITIONS(Alone.ADOPTED),
  ADOPT_FUND_POSITIONS(Rules.FUND_POSITIONS),
  IMPORT_STATED_TOTALS(Alone.RECORD),
  IMPORT_PROJECT_LISTS(Alone.RECORD),
  DELETE_PROJECT_LIST_ITEM(Alone.RECORD),
  IMPORT_INVESTMENT_PLANS(Alone.ADOPTED),
  ADOPT_INVESTMENT_PLANS(Rules.INVESTMENT_PLANS),
  IMPORT_PLAN_ADJUSTMENTS(Alone.REVIEWED),
  DRAFT_PLAN_ADJUSTMENT(Alone.REVIEWED),
  CHANGE_PLAN_ADJUSTMENT(Alone.REVIEWED),
  DELETE_PLAN_ADJUSTMENT(Alone.UNDONE),
  SUBMIT_PLAN_ADJUSTMENT(Alone.REVIEWED),
  APPROVE_PLAN_ADJUSTMENT(Rules.PLAN_ADJUSTMENT),
  RETURN_PLAN_ADJUSTMENT(Rules.PLAN_ADJUSTMENT),
  IMPORT_PROJECT_CHANGES(Alone.REVIEWED),
  DRAFT_PROJECT_CHANGE(Alone.REVIEWED),
  CHANGE_PROJECT_CHANGE(Alone.REVIEWED),
  DELETE_PROJECT_CHANGE(Alone.UNDONE),
  SUBMIT_PROJECT_CHANGE(Alone.REVIEWED),
  APPROVE_PROJECT_CHANGE(Rules.PROJECT_CHANGE),
  RETURN_PROJECT_CHANGE(Rules.PROJECT_CHANGE),
  IMPORT_ANNUAL_PLANS(Alone.ADOPTED),
  ADOPT_ANNUAL_PLANS(Rules.ANNUAL_PLANS),
  IMPORT_PROGRESS_RULES(Alone.ADOPTED),
  ADOPT_PROGRESS_RULES(Rules.PROGRESS_RULES),
  IMPORT_LEDGER_ENTRIES(Alone.REVIEWED),
  REVERSE_LEDGER_ENTRY(Alone.REVIEWED),
  APPROVE_LEDGER_SUBMISSION(Rules.LEDGER_ENTRY),
  APPROVE_LEDGER_SUBMISSIONS(Rules.LEDGER_ENTRY),
  RETURN_LEDGER_SUBMISSION(Rules.LEDGER_ENTRY),
  RETURN_LEDGER_SUBMISSIONS(Rules.LEDGER_ENTRY),
  WITHDRAW_LEDGER_SUBMISSION(Alone.UNDONE),
  CLOSE_LEDGER_MONTH(Rules.CLOSE),
  IMPORT_PROJECT_REPORTS(Alone.REVIEWED),
  SUBMIT_PROJECT_REPORT(Alone.REVIEWED),
  CORRECT_PROJECT_REPORT(Alone.REVIEWED),
  WITHDRAW_PROJECT_REPORT(Alone.UNDONE),
  ACCEPT_PROJECT_REPORT(Rules.PROJECT_REPORT),
  ACCEPT_PROJECT_REPORTS(Rules.PROJECT_REPORT),
  RETURN_PROJECT_REPORT(Rules.PROJECT_REPORT),
  CREATE_SUPERVISION_NOTE(Alone.RECORD),
  REPLY_TO_SUPERVISION_NOTE(Alone.RECORD),
  CLOSE_SUPERVISION_NOTE(Rules.NOTE);

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
    static final Preparation PLAN_ADJUSTMENT =
        new Preparation(
            new Text("编制", "made, changed or submitted an adjustment"),
            new Text("审核", "review"),
            "status",
            List.of("draft", "submitted"));
    static final Preparation PROJECT_CHANGE =
        new Preparation(
            new Text("编制", "made, changed or submitted a change of projects"),
            new Text("审核", "review"),
            "status",
            List.of("draft", "submitted"));
    static final Preparation ANNUAL_PLANS =
        new Preparation(
            new Text("编制", "prepared an annual plan"),
            new Text("批准", "adopt"),
            "status",
            List.of("draft"));
    static final Preparation FUND_POSITIONS =
        new Preparation(
            new Text("填报", "prepared a fund position"),
            new Text("批准", "adopt"),
            "status",
            List.of("draft"));
    static final Preparation PROGRESS_RULES =
        new Preparation(
            new Text("编制", "prepared a progress rule"),
            new Text("批准", "adopt"),
            "status",
            List.of("draft"));
    static final Alone CLOSE =
        new Alone("it ends a month: all that the month has was accepted by two people");
    static final Alone NOTE =
        new Alone("it ends an exchange: the note, its replies and its closure stay readable");
    static final Preparation PROJECT_REPORT =
        new Preparation(
            new Text("提交", "submitted a monthly report"),
            new Text("审核", "review"),
            "status",
            List.of("submitted"));
    static final Preparation LEDGER_ENTRY =
        new Preparation(
            new Text("提交", "submitted a ledger entry"),
            new Text("审核", "review"),
            "status",
            List.of("submitted"));
  }
}
