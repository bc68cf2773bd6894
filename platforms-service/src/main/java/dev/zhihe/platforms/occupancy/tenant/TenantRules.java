package dev.zhihe.platforms.occupancy.tenant;

import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.tables.CreditCode;
import dev.zhihe.platforms.occupancy.figure.FigureUnit;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.period.ReportingPeriodView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of tenant lines. Each line must be right by itself, and all of them must add up to the
 * figures of the report. What is missing breaks no rule here.
 */
final class TenantRules {
  /** No enterprise of today entered before. */
  private static final LocalDate FIRST_DAY = LocalDate.of(1949, 10, 1);

  private final ReportingPeriodView period;
  private final Refusal refusal;
  private final IntUnaryOperator numberOf;

  /**
   * @param refusal receives every broken rule
   */
  TenantRules(ReportingPeriodView period, Refusal refusal) {
    this(period, refusal, place -> place + 1);
  }

  /**
   * @param numberOf the number by which a line is named, from its place
   */
  TenantRules(ReportingPeriodView period, Refusal refusal, IntUnaryOperator numberOf) {
    this.period = period;
    this.refusal = refusal;
    this.numberOf = numberOf;
  }

  /** Checks the lines by themselves. Returns whether they are right. */
  boolean checkLines(List<TenantLine> lines) {
    var known = new HashMap<String, Integer>();
    var names = new HashMap<String, Integer>();
    var right = true;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line != null) {
        right &=
            line.withoutCode() == null
                ? checkCode(i, line.creditCode(), known)
                : checkNoCode(i, line, names);
        right &= checkDays(i, line);
        right &= checkArea(i, line);
      }
    }
    return checkNames(lines, names) && right;
  }

  private boolean checkNoCode(int place, TenantLine line, Map<String, Integer> names) {
    if (!line.creditCode().isEmpty()) {
      return refuse(
          place,
          "withoutCode",
          "credit-code",
          "已填信用代码 %s，此项应为空",
          "it has the code %s: leave this empty",
          line.creditCode());
    }
    var before = line.name() == null ? null : names.putIfAbsent(line.comparedName(), place);
    return before == null || refuseSame(place, "name", before);
  }

  /** A tenant without a code is told from another one by its name alone. */
  private boolean checkNames(List<TenantLine> lines, Map<String, Integer> names) {
    var right = true;
    for (int i = 0; i < lines.size() && !names.isEmpty(); i++) {
      var line = lines.get(i);
      if (line != null && line.withoutCode() == null && line.name() != null) {
        var same = names.get(line.comparedName());
        right &= same == null || refuseSame(i, "name", same);
      }
    }
    return right;
  }

  private boolean refuseSame(int place, String field, int before) {
    return refuse(
        place,
        field,
        "duplicate",
        "与第 %d 项（文件中为行号）为同一企业",
        "the same enterprise as item %d, in a file the number of its row",
        numberOf.applyAsInt(before));
  }

  private boolean checkCode(int place, String code, Map<String, Integer> known) {
    if (code.isEmpty()) {
      return refuse(
          place,
          "creditCode",
          "required",
          "必填；没有信用代码的，在 withoutCode 写明：individual 自然人、team 创业团队、foreign 境外机构",
          "required; who has none says why in withoutCode: individual, team or foreign");
    }
    if (!CreditCode.isSound(code)) {
      return refuse(
          place,
          "creditCode",
          "credit-code",
          "不是正确的统一社会信用代码：18 位数字和大写字母，末位为校验位（GB 32100-2015）",
          "no unified social credit code: 18 digits and capital letters, the last of which checks the others (GB 32100-2015)");
    }
    var before = known.putIfAbsent(code, place);
    return before == null || refuseSame(place, "creditCode", before);
  }

  private boolean checkDays(int place, TenantLine line) {
    var entered = line.enteredOn();
    var left = line.leftOn();
    var right = entered != null;
    if (entered != null && (entered.isBefore(FIRST_DAY) || entered.isAfter(period.endDate()))) {
      right =
          refuse(
              place,
              "enteredOn",
              "day",
              "应在 %s 至填报期末 %s 之间",
              "from %s to the end of the period, %s",
              FIRST_DAY,
              period.endDate());
    }
    if (left != null && (left.isBefore(period.startDate()) || left.isAfter(period.endDate()))) {
      return refuse(
          place,
          "leftOn",
          "day",
          "应在填报期内（%s 至 %s）；此前已迁出的不再列出",
          "within the period (%s to %s); leave out who left before",
          period.startDate(),
          period.endDate());
    }
    if (left != null && entered != null && left.isBefore(entered)) {
      return refuse(
          place, "leftOn", "order", "不得早于 enteredOn（%s）", "not before enteredOn (%s)", entered);
    }
    return right;
  }

  private boolean checkArea(int place, TenantLine line) {
    var area = line.areaM2();
    if (area == null) {
      return line.leftOn() != null
          || refuse(place, "areaM2", "required", "期末在驻的企业必填", "required of a tenant that is there");
    }
    var unit = FigureUnit.SQUARE_METRES;
    return (area.signum() >= 0 && unit.allows(area))
        || refuse(place, "areaM2", unit.code(), unit.expectedZh(), unit.expectedEn());
  }

  /**
   * Compares the figures with what the lines add up to. The error stands at the figure.
   *
   * @param figures of the report, as they were given
   * @param kept whether the lines were submitted before and the report leaves them as they are
   */
  void checkTotals(
      List<TenantLine> lines,
      Function<OccupancyFigure, @Nullable BigDecimal> figures,
      boolean kept) {
    var totals = TenantTotals.of(lines, period);
    same(
        OccupancyFigure.TENANTS,
        figures.apply(OccupancyFigure.TENANTS),
        BigDecimal.valueOf(totals.there()),
        kept);
    same(
        OccupancyFigure.NEW_TENANTS,
        figures.apply(OccupancyFigure.NEW_TENANTS),
        BigDecimal.valueOf(totals.entered()),
        kept);
    same(
        OccupancyFigure.OCCUPIED_AREA,
        figures.apply(OccupancyFigure.OCCUPIED_AREA),
        totals.areaM2(),
        kept);
    if (totals.highTech() != null) {
      same(
          OccupancyFigure.HIGH_TECH_FIRMS,
          figures.apply(OccupancyFigure.HIGH_TECH_FIRMS),
          BigDecimal.valueOf(totals.highTech()),
          kept);
    }
    var left = figures.apply(OccupancyFigure.LEFT_TENANTS);
    var graduated = figures.apply(OccupancyFigure.GRADUATED_TENANTS);
    if (left != null
        && graduated != null
        && left.add(graduated).compareTo(BigDecimal.valueOf(totals.left())) != 0) {
      refuseTotal(
          OccupancyFigure.LEFT_TENANTS,
          "企业明细中本期迁出或毕业 %s 家，而迁出与毕业合计为 %s",
          "%s tenants left or graduated by the tenant lines, %s by these two figures",
          totals.left(),
          plain(left.add(graduated)),
          kept);
    }
  }

  private void same(
      OccupancyFigure figure, @Nullable BigDecimal given, BigDecimal total, boolean kept) {
    if (given != null && given.compareTo(total) != 0) {
      refuseTotal(
          figure,
          "企业明细合计为 %s，而填报为 %s",
          "the tenant lines add up to %s, the report says %s",
          plain(total),
          plain(given),
          kept);
    }
  }

  private void refuseTotal(
      OccupancyFigure figure, String zh, String en, Object total, Object given, boolean kept) {
    refusal.refuse(
        figure.property(),
        "tenant-lines",
        zh + (kept ? "；请一并提交 tenantLines，或以 [] 清除明细" : ""),
        en + (kept ? ": send tenantLines as well, or [] to clear them" : ""),
        total,
        given);
  }

  private boolean refuse(
      int place, String field, String code, String zh, String en, Object... arguments) {
    refusal.refuse("tenantLines/" + place + "/" + field, code, zh, en, arguments);
    return false;
  }

  private static String plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }
}
