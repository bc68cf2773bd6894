package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rules of reports. The id of a rule stays. Its version rises when it finds something else than
 * before.
 */
public enum FigureRule {
  REQUIRED(
      RuleSeverity.HARD,
      "required",
      figure -> true,
      "适用的表式规定必填的，常规填报须有",
      "a regular report has what the form in force requires"),
  NEGATIVE(RuleSeverity.HARD, "negative", figure -> true, "不得小于 0", "not below 0"),
  SQUARE_METRES(RuleSeverity.HARD, "square-metres", FigureUnit.SQUARE_METRES),
  WHOLE_NUMBER(RuleSeverity.HARD, "whole-number", FigureUnit.NUMBER),
  YUAN(RuleSeverity.HARD, "yuan", FigureUnit.YUAN),
  FORM_RANGE(
      RuleSeverity.HARD,
      "form-range",
      figure -> true,
      "在适用的表式规定的最小值与最大值之间",
      "between the minimum and the maximum of the form in force"),
  ABOVE_USABLE(
      RuleSeverity.HARD,
      "above-usable",
      HardRules.WITHIN_USABLE_AREA::contains,
      "不得大于可用面积",
      "not above the usable area"),
  INCUBATION_AND_SERVICE_AREA(
      RuleSeverity.HARD,
      "incubation-and-service-area",
      figure -> figure == OccupancyFigure.INCUBATION_AREA,
      "孵化面积与公共服务面积之和不得大于可用面积",
      "incubation and public-service area together are not above the usable area"),
  ABOVE_FLOOR_AREA(
      RuleSeverity.HARD,
      "above-floor-area",
      figure -> figure == OccupancyFigure.USABLE_AREA,
      "可用面积不得大于平台登记的建筑面积",
      "the usable area is not above the platform's floor area in the registry"),
  ABOVE_TENANTS(
      RuleSeverity.HARD,
      "above-tenants",
      HardRules.AMONG_TENANTS::contains,
      "不得大于期末入驻企业数",
      "not above the tenants at the end"),
  ABOVE_TECH_FIRMS(
      RuleSeverity.HARD,
      "above-tech-firms",
      figure -> figure == OccupancyFigure.HIGH_TECH_FIRMS,
      "高新技术企业数不得大于科技型企业数",
      "high-tech firms are technology firms, so not more than these"),
  TENANTS_ADD_UP(
      RuleSeverity.HARD,
      "tenants-add-up",
      figure -> figure == OccupancyFigure.TENANTS,
      "期初 + 新入驻 − 迁出 − 毕业 = 期末入驻企业数",
      "tenants at the start + new − left − graduated = tenants at the end"),
  NIL_REPORT(
      RuleSeverity.HARD, "nil-report", figure -> true, "零报告没有数据", "a nil report has no figures"),
  UNIT_SLIP(
      RuleSeverity.HARD,
      "unit-slip",
      UnitSlips::hasUnits,
      "约为可比数的 1000、10000、1000 万或 1 亿倍（或几分之一），且本平台往期填报（合计一项）、建筑面积、同类平台中有 %6$d 项以上一致，为单位误填",
      "about 1,000, 10,000, ten million or a hundred million times what it is compared with, or that part of it, and at least %6$d of these agree: the platform's earlier reports, together one, its floor area, its peers: the unit is mistaken"),
  UNIT_SLIP_SUSPECTED(
      RuleSeverity.SOFT,
      "unit-slip-suspected",
      UnitSlips::hasUnits,
      "同上，但可比数不足 %6$d 项，疑为单位误填",
      "the same, but fewer than %6$d of them say so: the unit is probably mistaken"),
  TENANTS_CARRIED_OVER(
      RuleSeverity.SOFT,
      "tenants-carried-over",
      figure -> figure == OccupancyFigure.TENANTS_AT_START,
      "期初入驻企业数与上期末一致",
      "the tenants at the start are those at the end of the period before"),
  JUMP_FROM_LAST(
      RuleSeverity.SOFT,
      "jump-from-last",
      figure -> FigureGroup.of(figure) != FigureGroup.LUMPY,
      "与上期相比，面积、户数、人数不超过 %1$d%%，金额不超过 %2$d%%（或不低于其倒数）",
      "at most %1$d %% of the last report for areas, firms and people, and %2$d %% for money; nor less than the inverse of that"),
  JUMP_FROM_YEAR_BEFORE(
      RuleSeverity.SOFT,
      "jump-from-year-before",
      figure -> FigureGroup.of(figure) != FigureGroup.LUMPY,
      "与上年同期相比不超过 %3$d%%（或不低于其倒数）",
      "at most %3$d %% of the same period a year before, nor less than the inverse of that"),
  OUTLIER_AMONG_PEERS(
      RuleSeverity.SOFT,
      "outlier-among-peers",
      PeerOutliers.FIGURES::contains,
      "按每户计，不超出同类平台（至少 %5$d 家）上下四分位数之外其比值的 %4$d 次方倍",
      "for each tenant, no further beyond the quartiles of at least %5$d peers than their ratio to the power of %4$d"),
  TAXES_ABOVE_REVENUE(
      RuleSeverity.SOFT,
      "taxes-above-revenue",
      figure -> figure == OccupancyFigure.TAXES,
      "上缴税金不大于营业收入；没有营业收入的，不大于产值",
      "taxes are not above revenue, or above output where there is no revenue"),
  INVESTMENT_JUMP(
      RuleSeverity.SOFT,
      "investment-jump",
      Investments::concerns,
      "获得投融资额与往期的相差不超过 5 倍",
      "investment within a factor of 5 of that of an earlier report"),
  INVESTMENT_UNUSUAL(
      RuleSeverity.SOFT,
      "investment-unusual",
      Investments::concerns,
      "往期和同类平台均无可比的，获得投融资额不低于 1 万元，平均每户每月不超过 50 万元",
      "without an earlier one or peers, investment of 10,000 yuan or more, and at most 500,000 yuan for each tenant and month"),
  FAR_BELOW_FLOOR_AREA(
      RuleSeverity.SOFT,
      "far-below-floor-area",
      figure -> figure == OccupancyFigure.USABLE_AREA,
      "可用面积不低于登记的建筑面积的五分之一",
      "the usable area is at least a fifth of the floor area in the registry"),
  NIL_SAYS_WHY(
      RuleSeverity.SOFT, "nil-says-why", figure -> false, "零报告须说明原因", "a nil report says why"),
  AMENDMENT_SAYS_WHY(
      RuleSeverity.SOFT, "amendment-says-why", figure -> false, "更正须说明原因", "an amendment says why");

  private final String id;
  private final RuleSeverity severity;
  private final Predicate<OccupancyFigure> concerns;
  private final String zh;
  private final String en;

  FigureRule(RuleSeverity severity, String id, FigureUnit unit) {
    this(severity, id, figure -> figure.unit() == unit, unit.expectedZh(), unit.expectedEn());
  }

  FigureRule(
      RuleSeverity severity, String id, Predicate<OccupancyFigure> concerns, String zh, String en) {
    this.id = id;
    this.severity = severity;
    this.concerns = concerns;
    this.zh = zh;
    this.en = en;
  }

  /** The rule of a unit. */
  static FigureRule of(FigureUnit unit) {
    return switch (unit) {
      case SQUARE_METRES -> SQUARE_METRES;
      case NUMBER -> WHOLE_NUMBER;
      case YUAN -> YUAN;
    };
  }

  public String id() {
    return id;
  }

  /** It rises when the rule finds something else than before. */
  public int version() {
    return switch (this) {
      case REQUIRED, UNIT_SLIP, UNIT_SLIP_SUSPECTED, OUTLIER_AMONG_PEERS -> 2;
      default -> 1;
    };
  }

  public RuleSeverity severity() {
    return severity;
  }

  /** Code of the error that tells it. */
  public String errorCode() {
    return switch (this) {
      case UNIT_SLIP, UNIT_SLIP_SUSPECTED -> UNIT_SLIP.id;
      default -> severity == RuleSeverity.HARD ? id : "comment-required";
    };
  }

  /** The figures at which it is told. Without any, it is told at the comment. */
  public List<OccupancyFigure> figures() {
    return Arrays.stream(OccupancyFigure.values()).filter(concerns).toList();
  }

  /** What it asks for. */
  public Text text(RuleLimits limits) {
    return Text.of(
        zh,
        en,
        limits.stockJumpPercent(),
        limits.flowJumpPercent(),
        limits.yearJumpPercent(),
        limits.peerSpreads(),
        limits.peersAtLeast(),
        limits.slipComparisons());
  }
}
