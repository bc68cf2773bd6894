package dev.zhihe.indicators.goals.adjustment;

import dev.zhihe.kit.review.ActStatus;
import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The adjustments. */
@ApplicationScoped
class TargetAdjustments implements LockingRepository<TargetAdjustment> {

  /** The open adjustments of these targets, by target. A target has at most one. */
  Map<String, TargetAdjustment> openOf(Collection<String> targets) {
    return stream("target in ?1 and act.status <> ?2 order by code", targets, ActStatus.APPROVED)
        .collect(Collectors.toMap(TargetAdjustment::target, Function.identity()));
  }

  /** A free code: the target's, {@code -adj} and a number. */
  String next(String target) {
    var number = count("target", target) + 1;
    while (findById(target + "-adj" + number) != null) {
      number++;
    }
    return target + "-adj" + number;
  }
}
