package dev.zhihe.platforms.period.extension;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.platforms.operator.Operators;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.period.ReportingPeriods;
import dev.zhihe.platforms.registry.platform.Platform;
import dev.zhihe.platforms.registry.platform.Platforms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
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

  /** The platforms and periods that some extensions name, read at once, by code. */
  record Known(Map<String, Platform> platforms, Map<String, ReportingPeriodView> periods) {
    boolean isPlatform(String code) {
      return platforms.containsKey(code);
    }

    boolean isPeriod(String code) {
      return periods.containsKey(code);
    }

    /** Code of an extension whose period exists. */
    String code(String platform, String period, LocalDate dueDate) {
      return PeriodExtension.code(platform, span(period), dueDate);
    }

    private ReportingPeriodView span(String period) {
      return Objects.requireNonNull(periods.get(period));
    }
  }

  /** Reads the platforms with their operators, and the periods, in a few queries. */
  Known known(Collection<String> platformCodes, Collection<String> periodCodes) {
    var named = platforms.byCode(platformCodes);
    operators.load(
        named.values().stream().map(Platform::operator).filter(Objects::nonNull).toList());
    return new Known(named, periods.byCode(periodCodes));
  }

  /** Credit code of the platform's operator; null if it has none. */
  @Nullable String organisationOf(String platform) {
    var operator = platforms.findById(platform).operator();
    return operator == null ? null : operators.findById(operator).creditCode();
  }

  /** Reports every error of an extension whose platform and period exist. */
  void check(String platform, String period, LocalDate dueDate, Known known, Refusal refusal) {
    var area = Objects.requireNonNull(known.platforms.get(platform)).area();
    var span = known.span(period);
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

  /** Reports a day that extends nothing, of an extension whose platform and period exist. */
  void checkLater(String platform, String period, LocalDate dueDate, Refusal refusal) {
    var due = dueDays.of(platform, periods.findById(period).view());
    if (!dueDate.isAfter(due)) {
      refusal.refuse(
          "dueDate",
          "order",
          "须晚于现有填报截止日 %s",
          "later than the day by which it is due now, %s",
          due);
    }
  }
}
