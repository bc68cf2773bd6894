package dev.zhihe.projects.ledger.report;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Audience;

/** A stored report as a row of a file is compared with it. */
record StoredReport(ProjectReportView view, Audience audience) {

  /** Whether a submission would leave its content as it is. */
  boolean says(NewProjectReport given) {
    var sent = given.withLinesAsStored(view.lines());
    return sent.givenLines().stream().allMatch(ReportLine::amountIsValid)
        && NewProjectReport.of(new ProjectReport(view.code(), view.plan(), sent, null).view())
            .equals(NewProjectReport.of(view));
  }

  boolean isAccepted() {
    return view.status() == ProjectReportStatus.ACCEPTED;
  }

  /** Where it stands, and what can be done. */
  Text standing() {
    return view.status().state().describe(view.code());
  }
}
