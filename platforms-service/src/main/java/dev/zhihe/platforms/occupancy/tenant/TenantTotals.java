package dev.zhihe.platforms.occupancy.tenant;

import dev.zhihe.platforms.period.ReportingPeriodView;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What lines add up to.
 *
 * @param there tenants at the end of the period
 * @param entered tenants that entered in the period
 * @param left tenants that left or graduated in the period
 * @param areaM2 area of those that are there
 * @param highTech high-tech enterprises among those that are there; null unless each line says so
 */
record TenantTotals(
    int there, int entered, int left, BigDecimal areaM2, @Nullable Integer highTech) {

  static TenantTotals of(List<TenantLine> lines, ReportingPeriodView period) {
    var there = lines.stream().filter(line -> line.leftOn() == null).toList();
    return new TenantTotals(
        there.size(),
        (int)
            lines.stream()
                .filter(
                    line ->
                        line.enteredOn() != null
                            && !line.enteredOn().isBefore(period.startDate())
                            && !line.enteredOn().isAfter(period.endDate()))
                .count(),
        lines.size() - there.size(),
        there.stream()
            .map(TenantLine::areaM2)
            .filter(Objects::nonNull)
            .reduce(BigDecimal.ZERO, BigDecimal::add),
        there.stream().anyMatch(line -> line.highTech() == null)
            ? null
            : (int) there.stream().filter(line -> Boolean.TRUE.equals(line.highTech())).count());
  }
}
