package dev.zhihe.projects.ledger.report;

import org.jspecify.annotations.Nullable;

/**
 * A row of a file as a report.
 *
 * @param plan code of the project's plan
 * @param unit credit code of the project's lead unit; null if it is not known
 * @param places the columns of its amounts
 * @param untouched whether nobody filled it in: then it is no nil report
 */
record ReportRow(
    NewProjectReport report,
    String plan,
    @Nullable String unit,
    AmountPlaces places,
    boolean untouched) {}
