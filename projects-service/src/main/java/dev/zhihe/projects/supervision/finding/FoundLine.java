package dev.zhihe.projects.supervision.finding;

import dev.zhihe.kit.problem.Text;
import java.math.BigDecimal;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** A line in the making: each finding gives the facts that it has. */
final class FoundLine {
  private final SupervisedPlan.Project project;
  private final SupervisionFinding finding;
  private @Nullable BigDecimal rate;
  private @Nullable BigDecimal time;
  private @Nullable String lastReported;
  private @Nullable Integer unreported;
  private @Nullable String from;
  private @Nullable String to;
  private @Nullable BigDecimal total;
  private @Nullable BigDecimal arranged;
  private @Nullable BigDecimal completed;
  private @Nullable BigDecimal paid;

  FoundLine(SupervisedPlan.Project project, SupervisionFinding finding) {
    this.project = project;
    this.finding = finding;
  }

  FoundLine progress(BigDecimal completionRate, BigDecimal timeProgress) {
    rate = completionRate;
    time = timeProgress;
    return this;
  }

  FoundLine unreported(
      @Nullable YearMonth last, int number, YearMonth firstMonth, YearMonth lastMonth) {
    lastReported = last == null ? null : last.toString();
    unreported = number;
    return months(firstMonth, lastMonth);
  }

  FoundLine months(YearMonth firstMonth, YearMonth lastMonth) {
    from = firstMonth.toString();
    to = lastMonth.toString();
    return this;
  }

  FoundLine amounts(
      @Nullable BigDecimal totalYuan,
      BigDecimal arrangedYuan,
      BigDecimal completedYuan,
      @Nullable BigDecimal paidYuan) {
    total = totalYuan;
    arranged = arrangedYuan;
    completed = completedYuan;
    paid = paidYuan;
    return this;
  }

  SupervisionLine saying(Text sentence) {
    return new SupervisionLine(
        project.code(),
        project.name(),
        project.leadUnit(),
        project.stage(),
        finding,
        rate,
        time,
        lastReported,
        unreported,
        from,
        to,
        total,
        arranged,
        completed,
        paid,
        null,
        sentence.zh(),
        sentence.en());
  }
}
