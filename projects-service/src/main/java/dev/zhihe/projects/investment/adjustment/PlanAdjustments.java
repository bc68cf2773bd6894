package dev.zhihe.projects.investment.adjustment;

import dev.zhihe.kit.review.ActStatus;
import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The adjustments. */
@ApplicationScoped
class PlanAdjustments implements LockingRepository<PlanAdjustment> {

  /** The open adjustments of these investment plans, by investment plan. Each has at most one. */
  Map<String, PlanAdjustment> openOf(Collection<String> investmentPlans) {
    return stream(
            "investmentPlan in ?1 and act.status <> ?2 order by code",
            investmentPlans,
            ActStatus.APPROVED)
        .collect(Collectors.toMap(PlanAdjustment::investmentPlan, Function.identity()));
  }

  /** A free code: the investment plan's, {@code -adj} and a number. */
  String next(String investmentPlan) {
    var number = count("investmentPlan", investmentPlan) + 1;
    while (findById(investmentPlan + "-adj" + number) != null) {
      number++;
    }
    return investmentPlan + "-adj" + number;
  }
}
