package dev.zhihe.kit.review;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every act of the suite that changes data, and whether it needs a second person. {@link Review}
 * refuses by this table, {@code docs/reference/acts.md} shows it, and a test of each service holds
 * every act against it.
 */
public enum Act {
  IMPORT_PLANS("indicators", Alone.ADOPTED),
  IMPORT_TARGETS("indicators", Alone.ADOPTED),
  ADOPT_PLAN("indicators", Preparation.PLAN),
  IMPORT_INDICATORS("indicators", Alone.MASTER_DATA),
  IMPORT_CODELISTS("indicators", Alone.MASTER_DATA),
  IMPORT_VALIDATION_RULES("indicators", Alone.MASTER_DATA),
  IMPORT_TARGET_PARTS("indicators", Alone.PARTS),
  DELETE_TARGET_PART("indicators", Alone.PARTS),
  IMPORT_POLICIES("indicators", Alone.RECORD),
  DRAFT_POLICY("indicators", Alone.RECORD),
  ISSUE_POLICY("indicators", Alone.RECORD),
  IMPORT_TARGET_ADJUSTMENTS("indicators", Alone.REVIEWED),
  DRAFT_TARGET_ADJUSTMENT("indicators", Alone.REVIEWED),
  CHANGE_TARGET_ADJUSTMENT("indicators", Alone.REVIEWED),
  DELETE_TARGET_ADJUSTMENT("indicators", Alone.UNDONE),
  SUBMIT_TARGET_ADJUSTMENT("indicators", Alone.REVIEWED),
  APPROVE_TARGET_ADJUSTMENT("indicators", Preparation.ADJUSTMENT),
  RETURN_TARGET_ADJUSTMENT("indicators", Preparation.ADJUSTMENT),
  IMPORT_COLLECTION_PERIODS("indicators", Alone.MASTER_DATA),
  EXTEND_COLLECTION_PERIOD("indicators", Preparation.DUE_DATE),
  IMPORT_OBSERVATIONS("indicators", Alone.REVIEWED),
  APPROVE_OBSERVATION_SUBMISSION("indicators", Preparation.FIGURE),
  APPROVE_OBSERVATION_SUBMISSIONS("indicators", Preparation.FIGURE),
  RETURN_OBSERVATION_SUBMISSION("indicators", Preparation.FIGURE),
  RETURN_OBSERVATION_SUBMISSIONS("indicators", Preparation.FIGURE),
  WITHDRAW_OBSERVATION_SUBMISSION("indicators", Alone.UNDONE),
  DELETE_OBSERVATION("indicators", Preparation.FIGURE),
  FREEZE_REPORT("indicators", Alone.REVIEWED),
  APPROVE_REPORT("indicators", Preparation.REPORT),
  RETURN_REPORT("indicators", Preparation.REPORT),
  PUBLISH_REPORT("indicators", Preparation.REPORT),

  IMPORT_PROGRAMMES("projects", Alone.MASTER_DATA),
  IMPORT_PROJECTS("projects", Alone.MASTER_DATA),
  IMPORT_FUNDS("projects", Alone.RECORD),
  IMPORT_STATED_TOTALS("projects", Alone.RECORD),
  IMPORT_PROJECT_LISTS("projects", Alone.RECORD),
  DELETE_PROJECT_LIST_ITEM("projects", Alone.RECORD),
  IMPORT_INVESTMENT_PLANS("projects", Alone.ADOPTED),
  ADOPT_INVESTMENT_PLANS("projects", Preparation.INVESTMENT_PLANS),

  IMPORT_OPERATORS("platforms", Alone.MASTER_DATA),
  IMPORT_PLATFORMS("platforms", Alone.MASTER_DATA),
  IMPORT_ALIASES("platforms", Alone.MASTER_DATA),
  DELETE_ALIAS("platforms", Alone.MASTER_DATA),
  IMPORT_REPORTING_PERIODS("platforms", Alone.MASTER_DATA),
  IMPORT_OCCUPANCY_REPORTS("platforms", Alone.REVIEWED),
  SUBMIT_OCCUPANCY_REPORT("platforms", Alone.REVIEWED),
  CORRECT_OCCUPANCY_REPORT("platforms", Alone.REVIEWED),
  ACCEPT_OCCUPANCY_REPORT("platforms", Preparation.OCCUPANCY_REPORT),
  RETURN_OCCUPANCY_REPORT("platforms", Preparation.OCCUPANCY_REPORT);

  /** Why one person is enough. */
  enum Alone {
    ADOPTED("a draft: somebody else adopts it"),
    REVIEWED("it is only handed in: somebody else reviews it"),
    UNDONE("it takes back what is not public"),
    MASTER_DATA("master data: every version stays in the log, and a mistake is corrected"),
    PARTS("parts of a target that was adopted: the target stays as it is"),
    RECORD("it records what happened, or what a published document says");

    private final String why;

    Alone(String why) {
      this.why = why;
    }
  }

  private static final Pattern NEXT_WORD = Pattern.compile("_(.)");

  private final String service;
  private final @Nullable Preparation preparation;
  private final String note;

  Act(String service, Preparation preparation) {
    this.service = service;
    this.preparation = preparation;
    note = preparation.who();
  }

  Act(String service, Alone alone) {
    this.service = service;
    preparation = null;
    note = alone.why;
  }

  /** The acts of a service. */
  public static Stream<Act> of(String service) {
    return Stream.of(values()).filter(act -> act.service.equals(service));
  }

  /** The act of an operation of the contract. */
  public static Act ofOperation(String operationId) {
    return Stream.of(values())
        .filter(act -> act.operationId().equals(operationId))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(operationId + " is no act of the table"));
  }

  /** The operation in the contract. */
  public String operationId() {
    return NEXT_WORD
        .matcher(name().toLowerCase(Locale.ROOT))
        .replaceAll(next -> next.group(1).toUpperCase(Locale.ROOT));
  }

  /** Whether another person than who prepared it must take the act. */
  public boolean needsSecondPerson() {
    return preparation != null;
  }

  /** What the first person did; empty if one person is enough. */
  Optional<Preparation> preparation() {
    return Optional.ofNullable(preparation);
  }

  /** Who may not take the act, or why one person is enough. */
  String note() {
    return note;
  }
}
