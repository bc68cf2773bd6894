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
  IMPORT_PLATFORM_TARGETS(Alone.RECORD),
  DELETE_PLATFORM_TARGET(Alone.RECORD),
  IMPORT_ALIASES(Alone.MASTER_DATA),
  DELETE_ALIAS(Alone.MASTER_DATA),
  IMPORT_REGISTRY_CHANGES(Alone.REVIEWED),
  DRAFT_REGISTRY_CHANGE(Alone.REVIEWED),
  CHANGE_REGISTRY_CHANGE(Alone.REVIEWED),
  DELETE_REGISTRY_CHANGE(Alone.UNDONE),
  SUBMIT_REGISTRY_CHANGE(Alone.REVIEWED),
  APPROVE_REGISTRY_CHANGE(Rules.REGISTRY_CHANGE),
  RETURN_REGISTRY_CHANGE(Rules.REGISTRY_CHANGE),
  IMPORT_REPORTING_PERIODS(Alone.MASTER_DATA),
  IMPORT_FORMS(Alone.ADOPTED),
  ADOPT_FORMS(Rules.FORMS),
  GRANT_PERIOD_EXTENSION(Rules.EXTENSION),
  REVOKE_PERIOD_EXTENSION(Rules.EXTENSION),
  IMPORT_PERIOD_EXTENSIONS(Rules.EXTENSION),
  IMPORT_OCCUPANCY_REPORTS(Alone.REVIEWED),
  SUBMIT_OCCUPANCY_REPORT(Alone.REVIEWED),
  CORRECT_OCCUPANCY_REPORT(Alone.REVIEWED),
  WITHDRAW_OCCUPANCY_REPORT(Alone.UNDONE),
  SAVE_OCCUPANCY_DRAFT(Rules.PRIVATE),
  SAVE_OCCUPANCY_DRAFT_TENANTS(Rules.PRIVATE),
  DELETE_OCCUPANCY_DRAFT(Rules.PRIVATE),
  SUBMIT_OCCUPANCY_DRAFT(Alone.REVIEWED),
  UPLOAD_OCCUPANCY_ATTACHMENT(Rules.PRIVATE),
  DELETE_OCCUPANCY_ATTACHMENT(Rules.PRIVATE),
  ACCEPT_OCCUPANCY_REPORT(Rules.OCCUPANCY_REPORT),
  ACCEPT_OCCUPANCY_REPORTS(Rules.OCCUPANCY_REPORT),
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
    static final Preparation REGISTRY_CHANGE =
        new Preparation(
            new Text("编制", "made, changed or submitted a change of the registry"),
            new Text("审核", "review"),
            "status",
            List.of("draft", "submitted"));
    static final Alone PRIVATE = new Alone("private work of an organisation: nothing is handed in");
    static final Preparation FORMS =
        new Preparation(
            new Text("编制", "prepared a form"), new Text("批准", "adopt"), "status", List.of("draft"));
    static final Alone EXTENSION =
        new Alone(
            "it moves one due day and no figure: who granted it and why stay readable, and it is revocable");
    static final Preparation OCCUPANCY_REPORT =
        new Preparation(
            new Text("提交", "submitted a report"),
            new Text("审核", "review"),
            "status",
            List.of("submitted"));
  }
}
