package dev.zhihe.indicators.goals.breakdown;

import dev.zhihe.indicators.dictionary.indicator.Indicator;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.indicators.plan.Plan;
import dev.zhihe.indicators.plan.Plans;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads and locks the declared values of targets while parts of them are written. */
@ApplicationScoped
class LockedCeilings {
  private final Targets targets;
  private final Indicators indicators;
  private final Plans plans;

  LockedCeilings(Targets targets, Indicators indicators, Plans plans) {
    this.targets = targets;
    this.indicators = indicators;
    this.plans = plans;
  }

  /**
   * The declared values of those of these targets that exist, by code. The lock stops other writers
   * of parts and adjustments.
   */
  Map<String, TargetCeiling> locked(Collection<String> codes) {
    var views = targets.locked(codes).values().stream().map(Target::view).toList();
    Map<String, IndicatorView> measured =
        indicators.stream(
                "code in ?1", views.stream().map(view -> view.indicator()).distinct().toList())
            .map(Indicator::view)
            .collect(Collectors.toMap(IndicatorView::code, view -> view));
    Map<String, Integer> starts =
        plans.stream("code in ?1", views.stream().map(view -> view.plan()).distinct().toList())
            .collect(Collectors.toMap(Plan::code, plan -> plan.view().startYear()));
    var ceilings = new HashMap<String, TargetCeiling>();
    for (var view : views) {
      ceilings.put(
          view.code(),
          TargetCeiling.of(
              view,
              Objects.requireNonNull(measured.get(view.indicator())),
              Objects.requireNonNull(starts.get(view.plan()))));
    }
    return ceilings;
  }
}
