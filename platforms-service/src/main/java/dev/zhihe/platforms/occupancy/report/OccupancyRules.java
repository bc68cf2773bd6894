package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.period.ReportingPeriodView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mandatory rules of occupancy reports (强制校验). A report that breaks one is refused, in a
 * request or in a file. A missing figure breaks none of them.
 */
final class OccupancyRules {
  private static final List<OccupancyFigure> WITHIN_USABLE_AREA =
      List.of(
          OccupancyFigure.INCUBATION_AREA,
          OccupancyFigure.PUBLIC_SERVICE_AREA,
          OccupancyFigure.OCCUPIED_AREA);
  private static final List<OccupancyFigure> AMONG_TENANTS =
      List.of(
          OccupancyFigure.NEW_TENANTS,
          OccupancyFigure.HIGH_TECH_FIRMS,
          OccupancyFigure.TECH_FIRMS,
          OccupancyFigure.UNIVERSITY_LINKED_FIRMS);

  private final Refusal refusal;
  private final Set<OccupancyFigure> refused = EnumSet.noneOf(OccupancyFigure.class);

  /**
   * @param refusal receives every broken rule
   */
  OccupancyRules(Refusal refusal) {
    this.refusal = refusal;
  }

  /**
   * Checks each figure, and then compares those with each other that are right themselves.
   *
   * @param floorAreaM2 floor area of the platform in the registry; null if it is not known
   */
  void check(NewOccupancyReport given, @Nullable BigDecimal floorAreaM2) {
    if (given.saysNothing()) {
      checkNil(given);
      return;
    }
    for (var figure : OccupancyFigure.values()) {
      checkAlone(figure, given.figure(figure));
    }
    WITHIN_USABLE_AREA.forEach(area -> withinUsable(area, given));
    AMONG_TENANTS.forEach(firms -> amongTenants(firms, given));
    withinFloorArea(given, floorAreaM2);
    tenantsAddUp(given);
  }

  private void checkNil(NewOccupancyReport given) {
    for (var figure : OccupancyFigure.values()) {
      if (given.figure(figure) != null) {
        refusal.refuse(
            figure.property(),
            "nil-report",
            "零报告没有数据，应为空",
            "a nil report has no figures: leave it empty");
      }
    }
    if (given.givenComment() == null) {
      refusal.refuse("comment", "comment-required", "零报告须说明原因", "a nil report says why");
    }
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

  private void checkAlone(OccupancyFigure figure, @Nullable BigDecimal value) {
    if (value == null) {
      return;
    }
    var unit = figure.unit();
    if (value.signum() < 0) {
      refuse(figure, "negative", "不得小于 0", "not below 0");
    } else if (!unit.allows(value)) {
      refuse(figure, unit.code(), unit.expectedZh(), unit.expectedEn());
    }
  }

  private void refuse(OccupancyFigure figure, String code, String zh, String en) {
    refused.add(figure);
    refusal.refuse(figure.property(), code, zh, en);
  }

  private void withinUsable(OccupancyFigure figure, NewOccupancyReport given) {
    if (isAbove(figure, OccupancyFigure.USABLE_AREA, given)) {
      refusal.refuse(
          figure.property(),
          "above-usable",
          "不得大于可用面积 usableAreaM2（%s m²）",
          "not above the usable area, usableAreaM2 (%s m²)",
          plain(given.usableAreaM2()));
    }
  }

  private void amongTenants(OccupancyFigure figure, NewOccupancyReport given) {
    if (isAbove(figure, OccupancyFigure.TENANTS, given)) {
      refusal.refuse(
          figure.property(),
          "above-tenants",
          "不得大于入驻企业数 tenants（%s 家）",
          "not above the number of tenants, tenants (%s)",
          plain(given.tenants()));
    }
  }

  private void withinFloorArea(NewOccupancyReport given, @Nullable BigDecimal floorAreaM2) {
    var usable = given.usableAreaM2();
    if (usable != null
        && floorAreaM2 != null
        && !refused.contains(OccupancyFigure.USABLE_AREA)
        && usable.compareTo(floorAreaM2) > 0) {
      refusal.refuse(
          "usableAreaM2",
          "above-floor-area",
          "不得大于平台登记的建筑面积（%s m²）；登记有误的，请先申请变更登记",
          "not above the platform's floor area in the registry (%s m²); if that is wrong, have it corrected first",
          plain(floorAreaM2));
    }
  }

  private void tenantsAddUp(NewOccupancyReport given) {
    var start = given.tenantsAtStart();
    var entered = given.newTenants();
    var left = given.leftTenants();
    var graduated = given.graduatedTenants();
    var end = given.tenants();
    if (start == null
        || entered == null
        || left == null
        || graduated == null
        || end == null
        || !isReadable(
            OccupancyFigure.TENANTS_AT_START,
            OccupancyFigure.NEW_TENANTS,
            OccupancyFigure.LEFT_TENANTS,
            OccupancyFigure.GRADUATED_TENANTS,
            OccupancyFigure.TENANTS)) {
      return;
    }
    var computed = start.add(entered).subtract(left).subtract(graduated);
    if (computed.compareTo(end) != 0) {
      refusal.refuse(
          "tenants",
          "tenants-add-up",
          "应为 %s：期初 %s + 新入驻 %s − 迁出 %s − 毕业 %s",
          "should be %s: %s at the start + %s new − %s left − %s graduated",
          plain(computed),
          plain(start),
          plain(entered),
          plain(left),
          plain(graduated));
    }
  }

  private boolean isAbove(OccupancyFigure figure, OccupancyFigure bound, NewOccupancyReport given) {
    var value = given.figure(figure);
    var most = given.figure(bound);
    return isReadable(figure, bound) && value != null && most != null && value.compareTo(most) > 0;
  }

  private boolean isReadable(OccupancyFigure... figures) {
    return List.of(figures).stream().noneMatch(refused::contains);
  }

  private static String plain(@Nullable BigDecimal figure) {
    return figure == null ? "" : figure.stripTrailingZeros().toPlainString();
  }
}
