package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.platforms.period.ReportingPeriodView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mandatory rules of occupancy reports (强制校验). A report that breaks one is refused, in a
 * request or in a file. A missing figure breaks none of them.
 */
final class OccupancyRules {
  private static final BigDecimal MAX_SQUARE_METRES = new BigDecimal("1e10");
  private static final BigDecimal MAX_YUAN = new BigDecimal("1e13");
  private static final BigDecimal MAX_COUNT = new BigDecimal(999_999_999);

  private final Refusal refusal;
  private final Set<String> refused = new HashSet<>();

  /**
   * @param refusal receives every broken rule
   */
  OccupancyRules(Refusal refusal) {
    this.refusal = refusal;
  }

  /** Checks each figure, and then compares those with each other that are right themselves. */
  void check(NewOccupancyReport given) {
    area("usableAreaM2", given.usableAreaM2());
    area("incubationAreaM2", given.incubationAreaM2());
    area("occupiedAreaM2", given.occupiedAreaM2());
    count("tenants", given.tenants());
    count("newTenants", given.newTenants());
    count("graduatedTenants", given.graduatedTenants());
    count("leftTenants", given.leftTenants());
    count("highTechFirms", given.highTechFirms());
    count("techFirms", given.techFirms());
    count("employees", given.employees());
    yuan("outputYuan", given.outputYuan());
    withinUsable("incubationAreaM2", given.incubationAreaM2(), given.usableAreaM2());
    withinUsable("occupiedAreaM2", given.occupiedAreaM2(), given.usableAreaM2());
    amongTenants("newTenants", given.newTenants(), given.tenants());
    amongTenants("highTechFirms", given.highTechFirms(), given.tenants());
    amongTenants("techFirms", given.techFirms(), given.tenants());
  }

  /** Compares the period with the platform's area, and with today in the plan's time zone. */
  void check(ReportingPeriodView period, String platformArea, LocalDate today) {
    if (!period.area().equals(platformArea)) {
      refusal.refuse(
          "period",
          "elsewhere",
          "填报期属于 %s，而平台属于 %s",
          "the period belongs to %s, but the platform to %s",
          period.area(),
          platformArea);
    }
    if (!period.endDate().isBefore(today)) {
      refusal.refuse(
          "period",
          "not-over",
          "填报期至 %s 结束，次日起方可填报（今天是 %s）",
          "the period ends on %s and is reported from the day after on (today is %s)",
          period.endDate(),
          today);
    }
  }

  private void area(String field, @Nullable BigDecimal area) {
    if (!isNegative(field, area)
        && area != null
        && (decimals(area) > 2 || area.compareTo(MAX_SQUARE_METRES) >= 0)) {
      refuse(
          field,
          "square-metres",
          "应为面积（平方米），100 亿以下，至多两位小数",
          "square metres, below 10,000,000,000, at most two decimals");
    }
  }

  private void yuan(String field, @Nullable BigDecimal amount) {
    if (!isNegative(field, amount)
        && amount != null
        && (decimals(amount) > 2 || amount.compareTo(MAX_YUAN) >= 0)) {
      refuse(
          field,
          "yuan",
          "应为金额（元），10 万亿以下，至多两位小数",
          "an amount in yuan, below 10,000,000,000,000, at most two decimals");
    }
  }

  private void count(String field, @Nullable BigDecimal count) {
    if (!isNegative(field, count)
        && count != null
        && (decimals(count) > 0 || count.compareTo(MAX_COUNT) > 0)) {
      refuse(field, "whole-number", "应为整数，至多 999999999", "a whole number, at most 999,999,999");
    }
  }

  private boolean isNegative(String field, @Nullable BigDecimal figure) {
    if (figure == null || figure.signum() >= 0) {
      return false;
    }
    refuse(field, "negative", "不得小于 0", "not below 0");
    return true;
  }

  private void refuse(String field, String code, String zh, String en) {
    refused.add(field);
    refusal.refuse(field, code, zh, en);
  }

  private void withinUsable(String field, @Nullable BigDecimal area, @Nullable BigDecimal usable) {
    if (readable(field, "usableAreaM2")
        && area != null
        && usable != null
        && area.compareTo(usable) > 0) {
      refusal.refuse(
          field,
          "above-usable",
          "不得大于可用面积 usableAreaM2（%s m²）",
          "not above the usable area, usableAreaM2 (%s m²)",
          usable.toPlainString());
    }
  }

  private void amongTenants(
      String field, @Nullable BigDecimal firms, @Nullable BigDecimal tenants) {
    if (readable(field, "tenants")
        && firms != null
        && tenants != null
        && firms.compareTo(tenants) > 0) {
      refusal.refuse(
          field,
          "above-tenants",
          "不得大于入驻企业数 tenants（%s 家）",
          "not above the number of tenants, tenants (%s)",
          tenants.toPlainString());
    }
  }

  private boolean readable(String field, String other) {
    return !refused.contains(field) && !refused.contains(other);
  }

  private static int decimals(BigDecimal figure) {
    return figure.stripTrailingZeros().scale();
  }
}
