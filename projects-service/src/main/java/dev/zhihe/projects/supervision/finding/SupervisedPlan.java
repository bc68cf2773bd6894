package dev.zhihe.projects.supervision.finding;

import dev.zhihe.projects.project.ProjectStage;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The projects of a plan with an adopted investment plan, and what the ledger and the reports have
 * of them. What merged projects have in the ledger counts for the one that goes on.
 *
 * @param hasLedger whether any entry of the plan is known, of whatever month
 * @param since first ended month of which the plan has an entry or a report; null if there is none
 */
record SupervisedPlan(boolean hasLedger, @Nullable YearMonth since, List<Project> projects) {

  /**
   * One project.
   *
   * @param leadUnit name of its primary lead unit
   * @param firstYear first year in which it has money within the plan period; null if unknown
   * @param lastYear last year of it
   * @param joined month in which it joined the plan; null if it was there from the beginning
   * @param inPeriodYuan completed in the years in which the plan has money
   * @param recent what the last ended months have, as many as the rule says
   * @param lastReported last ended month with a report that is submitted or accepted
   */
  record Project(
      String code,
      String name,
      @Nullable String leadUnit,
      ProjectStage stage,
      BigDecimal totalYuan,
      BigDecimal periodYuan,
      @Nullable Integer firstYear,
      @Nullable Integer lastYear,
      @Nullable YearMonth joined,
      BigDecimal arrangedYuan,
      BigDecimal completedYuan,
      BigDecimal inPeriodYuan,
      Recent recent,
      @Nullable YearMonth lastReported) {}

  /** What was entered in the last months. */
  record Recent(BigDecimal arrangedYuan, BigDecimal completedYuan, BigDecimal paidYuan) {}
}
