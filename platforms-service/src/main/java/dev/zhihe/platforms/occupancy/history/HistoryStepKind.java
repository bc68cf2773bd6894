package dev.zhihe.platforms.occupancy.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.changelog.Action;
import dev.zhihe.platforms.occupancy.report.OccupancyReport;
import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import dev.zhihe.platforms.occupancy.report.ReviewStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Kinds of steps of a report. */
@Schema(
    name = "OccupancyStep",
    description =
        "submitted 提交, corrected 更正（审核前）, resubmitted 退回后重新提交, returned 退回, accepted 通过, amended 更正生效, withdrawn 撤回, superseded 由现运营单位的填报取代, updated 系统更新 / corrected: while under review; resubmitted: after a return; amended: an accepted amendment replaced its content; superseded: a report of the platform's present operator took its place; updated: by the system")
public enum HistoryStepKind {
  /** 提交 */
  @JsonProperty("submitted")
  SUBMITTED,
  /** 更正 */
  @JsonProperty("corrected")
  CORRECTED,
  /** 重新提交 */
  @JsonProperty("resubmitted")
  RESUBMITTED,
  /** 退回 */
  @JsonProperty("returned")
  RETURNED,
  /** 通过 */
  @JsonProperty("accepted")
  ACCEPTED,
  /** 更正生效 */
  @JsonProperty("amended")
  AMENDED,
  /** 撤回 */
  @JsonProperty("withdrawn")
  WITHDRAWN,
  /** 被取代 */
  @JsonProperty("superseded")
  SUPERSEDED,
  /** 系统更新 */
  @JsonProperty("updated")
  UPDATED;

  /**
   * The step that led from one state to another.
   *
   * @param before null if there was none
   */
  static HistoryStepKind of(LoggedReport change, @Nullable OccupancyReportView before) {
    var after = change.state();
    if (after == null) {
      return OccupancyReport.SUPERSEDED.equals(change.reason()) ? SUPERSEDED : WITHDRAWN;
    }
    if (change.action() == Action.CREATED || before == null) {
      return SUBMITTED;
    }
    if (before.status() != after.status()) {
      return switch (after.status()) {
        case SUBMITTED -> RESUBMITTED;
        case RETURNED -> RETURNED;
        case ACCEPTED -> ACCEPTED;
      };
    }
    if (FieldChange.between(before, after).isEmpty() && change.tenants() == null) {
      return UPDATED;
    }
    return after.status() == ReviewStatus.ACCEPTED ? AMENDED : CORRECTED;
  }

  /** Whether the operator took it, not the bureau. */
  boolean isOperators() {
    return switch (this) {
      case SUBMITTED, CORRECTED, RESUBMITTED, WITHDRAWN, SUPERSEDED -> true;
      case RETURNED, ACCEPTED, AMENDED, UPDATED -> false;
    };
  }
}
