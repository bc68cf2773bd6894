package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.problem.Text;
import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every rule that a report breaks. Each figure is asked about once: a wrong one for what is wrong,
 * a strange one for the first thing that is strange.
 */
final class Findings {
  private final ReportedFigures given;
  private final Comparisons known;
  private final RuleLimits limits;
  private final FormInForce form;
  private final List<Finding> found = new ArrayList<>();

  private Findings(ReportedFigures given, Comparisons known, RuleLimits limits, FormInForce form) {
    this.given = given;
    this.known = known;
    this.limits = limits;
    this.form = form;
  }

  /**
   * Every rule that a report breaks, except those that its comment explains.
   *
   * @param form the form that is filled in
   */
  static List<Finding> of(
      ReportedFigures given, Comparisons known, RuleLimits limits, FormInForce form) {
    var findings = new Findings(given, known, limits, form);
    findings.find();
    return findings.found.stream()
        .filter(one -> !(given.commented() && one.commentExplains()))
        .toList();
  }

  private void find() {
    var hard = new HardRules(given, form, found::add);
    if (given.nil()) {
      hard.checkNil();
      askWhy(FigureRule.NIL_SAYS_WHY);
    } else {
      hard.check(known.floorAreaM2());
      compare(hard);
    }
    if (given.amends()) {
      askWhy(FigureRule.AMENDMENT_SAYS_WHY);
    }
  }

  private void askWhy(FigureRule rule) {
    found.add(new Finding(rule, "comment", rule.text(limits)));
  }

  private void compare(HardRules hard) {
    var sound = ReportedFigures.of(given.nil(), given.amends(), given.commented(), hard::sound);
    var corrections = new Corrections(given, known.floorAreaM2(), form);
    for (var figure : OccupancyFigure.values()) {
      var value = given.value(figure);
      if (value != null && !known.isUnchanged(figure, value)) {
        // A figure that is too large for its unit may be in another one.
        var strange =
            Stream.concat(
                    Stream.ofNullable(
                        UnitSlips.of(figure, value, sound, known, limits, corrections)),
                    sound.value(figure) == null
                        ? Stream.of()
                        : strange(figure, value, sound, corrections))
                .findFirst()
                .orElse(null);
        tell(figure, value, strange, sound, corrections);
      }
    }
    tenantsCarriedOver(sound.value(OccupancyFigure.TENANTS_AT_START));
  }

  /**
   * Adds what is strange about a figure. Where the figure is refused anyway, no comment helps: it
   * is told what is meant, and nothing else. What another figure may put right, such as an area
   * above the usable one, still asks for the comment that it needs then.
   */
  private void tell(
      OccupancyFigure figure,
      BigDecimal value,
      @Nullable Finding strange,
      ReportedFigures sound,
      Corrections corrections) {
    if (strange != null && strange.isSlip()) {
      found.add(
          strange.commentExplains() && isRefused(figure) ? strange.withoutComment() : strange);
      return;
    }
    if (strange != null && !isFound(FigureRule.ABOVE_FLOOR_AREA, figure)) {
      found.add(strange);
    }
    if (found.stream().anyMatch(one -> isHardAt(one, figure))) {
      var hint = hint(figure, value, sound, corrections);
      found.replaceAll(one -> isHardAt(one, figure) ? one.with(hint) : one);
    }
  }

  /** Whether a hard rule refuses it, at itself or at an area that it must be large enough for. */
  private boolean isRefused(OccupancyFigure figure) {
    return found.stream()
        .anyMatch(
            one ->
                isHardAt(one, figure)
                    || (figure == OccupancyFigure.USABLE_AREA
                        && (one.rule() == FigureRule.ABOVE_USABLE
                            || one.rule() == FigureRule.INCUBATION_AND_SERVICE_AREA)));
  }

  private static boolean isHardAt(Finding one, OccupancyFigure figure) {
    return one.rule().severity() == RuleSeverity.HARD && one.field().equals(figure.property());
  }

  private boolean isFound(FigureRule rule, OccupancyFigure figure) {
    return found.stream()
        .anyMatch(one -> one.rule() == rule && one.field().equals(figure.property()));
  }

  /** The figure that is meant, if its decimal point is misplaced; empty if nothing says so. */
  private Text hint(
      OccupancyFigure figure, BigDecimal value, ReportedFigures sound, Corrections corrections) {
    return Stream.of(
            Jumps.hint(figure, value, before(known.last(), figure), Jumps.LAST, corrections),
            Jumps.hint(
                figure, value, before(known.yearBefore(), figure), Jumps.YEAR_BEFORE, corrections),
            UnitSlips.misplacedPoint(figure, value, sound, known, corrections),
            Jumps.hint(
                figure,
                value,
                PeerOutliers.expected(figure, sound, known),
                PeerOutliers.NAME,
                corrections))
        .filter(one -> !one.zh().isEmpty())
        .findFirst()
        .orElse(new Text("", ""));
  }

  private static @Nullable BigDecimal before(
      @Nullable EarlierReport earlier, OccupancyFigure figure) {
    return earlier == null ? null : earlier.value(figure);
  }

  private Stream<Finding> strange(
      OccupancyFigure figure, BigDecimal value, ReportedFigures sound, Corrections corrections) {
    return Stream.of(
            Jumps.of(figure, value, known, limits, corrections),
            PeerOutliers.of(figure, value, sound, known, limits, corrections),
            Investments.of(figure, value, sound, known, corrections),
            aboveRevenue(figure, value, sound),
            belowFloorArea(figure, value, sound, corrections))
        .flatMap(Stream::ofNullable);
  }

  /** Taxes of another period may be paid in this one. So it is asked, and not refused. */
  private static @Nullable Finding aboveRevenue(
      OccupancyFigure figure, BigDecimal value, ReportedFigures sound) {
    var revenue = sound.value(OccupancyFigure.REVENUE);
    var base = revenue == null ? OccupancyFigure.OUTPUT : OccupancyFigure.REVENUE;
    var income = sound.value(base);
    return figure == OccupancyFigure.TAXES
            && income != null
            && value.compareTo(income) > 0
            && value.compareTo(FigureGroup.small(figure.unit())) >= 0
        ? new Finding(
            FigureRule.TAXES_ABOVE_REVENUE,
            figure.property(),
            Text.of(
                "大于%1$s %3$s（%4$s 元）；如为补缴以前各期税款等，请在 comment（说明）中写明原因",
                "above the %2$s, %3$s (%4$s yuan): if it is right, as for taxes of earlier periods, say why in comment",
                base.label().zh(),
                base.label().en(),
                base.property(),
                Factors.plain(income)))
        : null;
  }

  private void tenantsCarriedOver(@Nullable BigDecimal start) {
    var last = known.last();
    var before = last == null ? null : last.value(OccupancyFigure.TENANTS);
    if (start != null
        && last != null
        && before != null
        && known.adjacent()
        && start.compareTo(before) != 0) {
      found.add(
          new Finding(
              FigureRule.TENANTS_CARRIED_OVER,
              OccupancyFigure.TENANTS_AT_START.property(),
              Text.of(
                  "上期（%1$s）末为 %2$s 家；有迁入迁出的，请填入新入驻、迁出和毕业企业数；期初确有出入的，请在 comment（说明）中写明原因",
                  "%2$s at the end of the last report (%1$s): tell who entered, left or graduated in their own figures; if the start is right, say why in comment",
                  last.period(),
                  Factors.plain(before))));
    }
  }

  private @Nullable Finding belowFloorArea(
      OccupancyFigure figure, BigDecimal value, ReportedFigures sound, Corrections corrections) {
    var floor = known.floorAreaM2();
    if (figure != OccupancyFigure.USABLE_AREA
        || floor == null
        || value.multiply(UnitSlips.PLAUSIBLE).compareTo(floor) >= 0) {
      return null;
    }
    var hint = UnitSlips.misplacedPoint(figure, value, sound, known, corrections);
    return Finding.strange(
        FigureRule.FAR_BELOW_FLOOR_AREA,
        figure.property(),
        Text.of(
            "不足建筑面积（%1$s m²）的五分之一%2$s",
            "less than a fifth of the floor area (%1$s m²)%3$s",
            Factors.plain(floor),
            hint.zh(),
            hint.en()),
        !hint.zh().isEmpty());
  }
}
