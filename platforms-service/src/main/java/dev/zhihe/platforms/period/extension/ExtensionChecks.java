package dev.zhihe.platforms.period.extension;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.platforms.operator.Operators;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.period.ReportingPeriods;
import dev.zhihe.platforms.registry.platform.Platforms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What an extension must keep to, and what the system knows of its platform and period. */
@ApplicationScoped
class ExtensionChecks {
  /** A code is part of the URL, so its length is limited. */
  private static final int MAX_CODE_LENGTH = 100;

  private final Platforms platforms;
  private final ReportingPeriods periods;
  private final Operators operators;
  private final DueDays dueDays;

  ExtensionChecks(
      Platforms platforms, ReportingPeriods periods, Operators operators, DueDays dueDays) {
    this.platforms = platforms;
    this.periods = periods;
    this.operators = operators;
    this.dueDays = dueDays;
  }

  boolean isPlatform(String code) {
    return platforms.findById(code) != null;
  }

  /** The period; null if there is none. */
  @Nullable ReportingPeriodView period(String code) {
    var period = periods.findById(code);
    return period == null ? null : period.view();
  }

  /** Code of the extension; null if there is no such period. */
  @Nullable String code(String platform, String period, LocalDate dueDate) {
    var span = period(period);
    return span == null ? null : PeriodExtension.code(platform, span, dueDate);
  }

  /** Credit code of the platform's operator; null if it has none. */
  @Nullable String organisationOf(String platform) {
    var operator = platforms.findById(platform).operator();
    return operator == null ? null : operators.findById(operator).creditCode();
  }

  /** Reports every error of an extension whose platform and period exist. */
  void check(String platform, String period, LocalDate dueDate, Refusal refusal) {
    var area = platforms.findById(platform).area();
    var span = period(period);
    if (span == null) {
      return;
    }
    if (!span.area().equals(area)) {
      refusal.refuse(
          "period",
          "elsewhere",
          "填报期属于 %s，而平台属于 %s",
          "the period belongs to %s, but the platform to %s",
          span.area(),
          area);
    }
    if (PeriodExtension.code(platform, span, dueDate).length() > MAX_CODE_LENGTH) {
      refusal.refuse(
          "platform",
          "too-long",
          "延期代码将超过 %d 个字符，请改用较短的填报期代码",
          "the extension's code would be longer than %d characters: use a period with a shorter code",
          MAX_CODE_LENGTH);
    }
  }

  /** Reports a day that extends nothing. */
  void checkLater(String platform, String period, LocalDate dueDate, Refusal refusal) {
    var span = period(period);
    var due = span == null ? null : dueDays.of(platform, span);
    if (due != null && !dueDate.isAfter(due)) {
      refusal.refuse(
          "dueDate",
          "order",
          "须晚于现有填报截止日 %s",
          "later than the day by which it is due now, %s",
          due);
    }
  }
}
