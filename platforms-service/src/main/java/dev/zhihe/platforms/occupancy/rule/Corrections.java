package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import java.math.BigDecimal;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * Which figures can be offered in place of mistaken ones: those that break no rule themselves.
 *
 * @param given the report
 * @param floorAreaM2 floor area of the platform in the registry; null if it is not known
 */
record Corrections(ReportedFigures given, @Nullable BigDecimal floorAreaM2, FormInForce form) {

  /** The figure that is meant, as it can be entered; null if that would be refused. */
  @Nullable BigDecimal offered(OccupancyFigure figure, BigDecimal meant) {
    var value = figure.unit().rounded(meant);
    var corrected =
        ReportedFigures.of(
            given.nil(),
            given.amends(),
            given.commented(),
            one -> one == figure ? value : given.value(one));
    var broken = new HashSet<String>();
    new HardRules(corrected, form, finding -> broken.add(finding.field())).check(floorAreaM2);
    return value.signum() == 0 || broken.contains(figure.property()) ? null : value;
  }
}
