package dev.zhihe.platforms.occupancy.draft;

import dev.zhihe.kit.http.ConstraintRefusals;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.platforms.occupancy.report.DraftedReport;
import dev.zhihe.platforms.occupancy.report.DraftedReports;
import dev.zhihe.platforms.occupancy.report.NewOccupancyReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What would be refused if a draft were submitted now. */
@ApplicationScoped
class DraftFindings {
  private final Validator validator;
  private final DraftedReports reports;

  DraftFindings(Validator validator, DraftedReports reports) {
    this.validator = validator;
    this.reports = reports;
  }

  /** Throws 422 with everything that a body of this shape is refused for. */
  void requireWellFormed(NewOccupancyReport report) {
    var violations = validator.validate(report);
    if (!violations.isEmpty()) {
      throw new ConstraintViolationException(violations);
    }
  }

  /**
   * Everything, one finding for each error of a field.
   *
   * @param basedOn version of the report that the draft goes back to
   */
  List<Violation> of(DraftedReport drafted, NewOccupancyReport report, long basedOn) {
    var found = new LinkedHashMap<List<Object>, Violation>();
    var violations = validator.validate(report);
    if (!violations.isEmpty()) {
      ConstraintRefusals.violations(new ConstraintViolationException(violations))
          .forEach(one -> add(found, one));
    }
    reports.findings(drafted, report).forEach(one -> add(found, one));
    if (basedOn != drafted.version()) {
      add(
          found,
          new Violation(
              "stale-draft", "/basedOn", null, null, String.valueOf(basedOn), stale(drafted)));
    }
    return List.copyOf(found.values());
  }

  private static void add(Map<List<Object>, Violation> found, Violation one) {
    found.putIfAbsent(List.of(String.valueOf(one.pointer()), one.code()), one);
  }

  /** Why a draft that goes back to another version is not submitted. */
  static Text stale(DraftedReport drafted) {
    return Text.of(
        "填报 %s 在草稿开始后已变更，现为版本 %d：请核对后以 basedOn=%d 重新保存草稿",
        "%s was changed after the draft was begun and is of version %d now: compare, and save the draft again with basedOn %d",
        drafted.code(),
        drafted.version(),
        drafted.version());
  }
}
