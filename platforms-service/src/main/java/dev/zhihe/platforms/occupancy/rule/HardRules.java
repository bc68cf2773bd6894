package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The mandatory rules of figures (强制校验). A report that breaks one is refused. A missing figure
 * breaks none of them.
 */
final class HardRules {
  static final List<OccupancyFigure> WITHIN_USABLE_AREA =
      List.of(
          OccupancyFigure.INCUBATION_AREA,
          OccupancyFigure.PUBLIC_SERVICE_AREA,
          OccupancyFigure.OCCUPIED_AREA);

  // Without the new ones: a tenant that entered may have left again by the end.
  static final List<OccupancyFigure> AMONG_TENANTS =
      List.of(
          OccupancyFigure.HIGH_TECH_FIRMS,
          OccupancyFigure.TECH_FIRMS,
          OccupancyFigure.UNIVERSITY_LINKED_FIRMS);

  private final ReportedFigures given;
  private final FormInForce form;
  private final Consumer<Finding> findings;
  private final Set<OccupancyFigure> refused = EnumSet.noneOf(OccupancyFigure.class);

  /**
   * @param form the form that is filled in
   * @param findings receives every broken rule
   */
  HardRules(ReportedFigures given, FormInForce form, Consumer<Finding> findings) {
    this.given = given;
    this.form = form;
    this.findings = findings;
  }

  /**
   * Checks each figure, and then compares those with each other that are right themselves.
   *
   * @param floorAreaM2 floor area of the platform in the registry; null if it is not known
   */
  void check(@Nullable BigDecimal floorAreaM2) {
    FormRules.required(given, form).forEach(findings);
    for (var figure : OccupancyFigure.values()) {
      checkAlone(figure, given.value(figure));
    }
    WITHIN_USABLE_AREA.forEach(this::withinUsable);
    incubationAndService();
    AMONG_TENANTS.forEach(this::amongTenants);
    highTechAmongTech();
    withinFloorArea(floorAreaM2);
    tenantsAddUp();
  }

  /** A nil report has no figures. */
  void checkNil() {
    given
        .values()
        .keySet()
        .forEach(
            figure ->
                find(
                    FigureRule.NIL_REPORT,
                    figure,
                    "零报告没有数据，应为空",
                    "a nil report has no figures: leave it empty"));
  }

  /** The value of a figure that is right itself; null if it is not, or not given. */
  @Nullable BigDecimal sound(OccupancyFigure figure) {
    return refused.contains(figure) ? null : given.value(figure);
  }

  private void checkAlone(OccupancyFigure figure, @Nullable BigDecimal value) {
    if (value == null) {
      return;
    }
    var unit = figure.unit();
    if (value.signum() < 0) {
      refused.add(figure);
      find(FigureRule.NEGATIVE, figure, "不得小于 0", "not below 0");
    } else if (!unit.allows(value)) {
      refused.add(figure);
      find(FigureRule.of(unit), figure, unit.expectedZh(), unit.expectedEn());
    } else {
      var range = FormRules.range(figure, value, form);
      if (range != null) {
        refused.add(figure);
        findings.accept(range);
      }
    }
  }

  private void withinUsable(OccupancyFigure figure) {
    var value = sound(figure);
    var usable = sound(OccupancyFigure.USABLE_AREA);
    if (value != null && usable != null && value.compareTo(usable) > 0) {
      find(
          FigureRule.ABOVE_USABLE,
          figure,
          "不得大于可用面积 usableAreaM2（%s m²）",
          "not above the usable area, usableAreaM2 (%s m²)",
          plain(usable));
    }
  }

  /** Two parts of the usable area. Each alone within it is left to {@link #withinUsable}. */
  private void incubationAndService() {
    var incubation = sound(OccupancyFigure.INCUBATION_AREA);
    var service = sound(OccupancyFigure.PUBLIC_SERVICE_AREA);
    var usable = sound(OccupancyFigure.USABLE_AREA);
    if (incubation != null
        && service != null
        && usable != null
        && incubation.max(service).compareTo(usable) <= 0
        && incubation.add(service).compareTo(usable) > 0) {
      find(
          FigureRule.INCUBATION_AND_SERVICE_AREA,
          OccupancyFigure.INCUBATION_AREA,
          "孵化面积不含公共服务面积：与 publicServiceAreaM2（%1$s m²）之和为 %2$s m²，不得大于可用面积 usableAreaM2（%3$s m²）",
          "it is without the public-service area: with publicServiceAreaM2 (%1$s m²) it is %2$s m², and must not be above the usable area, usableAreaM2 (%3$s m²)",
          plain(service),
          plain(incubation.add(service)),
          plain(usable));
    }
  }

  private void highTechAmongTech() {
    var highTech = sound(OccupancyFigure.HIGH_TECH_FIRMS);
    var tech = sound(OccupancyFigure.TECH_FIRMS);
    if (highTech != null && tech != null && highTech.compareTo(tech) > 0) {
      find(
          FigureRule.ABOVE_TECH_FIRMS,
          OccupancyFigure.HIGH_TECH_FIRMS,
          "高新技术企业均为科技型企业，不得大于 techFirms（%s 家）",
          "high-tech firms are technology firms: it must not be above techFirms (%s)",
          plain(tech));
    }
  }

  private void amongTenants(OccupancyFigure figure) {
    var value = sound(figure);
    var tenants = sound(OccupancyFigure.TENANTS);
    if (value != null && tenants != null && value.compareTo(tenants) > 0) {
      find(
          FigureRule.ABOVE_TENANTS,
          figure,
          "不得大于入驻企业数 tenants（%s 家）",
          "not above the number of tenants, tenants (%s)",
          plain(tenants));
    }
  }

  private void withinFloorArea(@Nullable BigDecimal floorAreaM2) {
    var usable = sound(OccupancyFigure.USABLE_AREA);
    if (usable != null && floorAreaM2 != null && usable.compareTo(floorAreaM2) > 0) {
      find(
          FigureRule.ABOVE_FLOOR_AREA,
          OccupancyFigure.USABLE_AREA,
          "不得大于平台登记的建筑面积（%s m²）；登记有误的，请先申请变更登记",
          "not above the platform's floor area in the registry (%s m²); if that is wrong, have it corrected first",
          plain(floorAreaM2));
    }
  }

  private void tenantsAddUp() {
    var start = sound(OccupancyFigure.TENANTS_AT_START);
    var entered = sound(OccupancyFigure.NEW_TENANTS);
    var left = sound(OccupancyFigure.LEFT_TENANTS);
    var graduated = sound(OccupancyFigure.GRADUATED_TENANTS);
    var end = sound(OccupancyFigure.TENANTS);
    if (start == null || entered == null || left == null || graduated == null || end == null) {
      return;
    }
    var computed = start.add(entered).subtract(left).subtract(graduated);
    if (computed.compareTo(end) != 0) {
      find(
          FigureRule.TENANTS_ADD_UP,
          OccupancyFigure.TENANTS,
          "应为 %s：期初 %s + 新入驻 %s − 迁出 %s − 毕业 %s",
          "should be %s: %s at the start + %s new − %s left − %s graduated",
          plain(computed),
          plain(start),
          plain(entered),
          plain(left),
          plain(graduated));
    }
  }

  private void find(
      FigureRule rule, OccupancyFigure figure, String zh, String en, Object... arguments) {
    findings.accept(new Finding(rule, figure.property(), Text.of(zh, en, arguments)));
  }

  private static String plain(BigDecimal figure) {
    return figure.stripTrailingZeros().toPlainString();
  }
}
