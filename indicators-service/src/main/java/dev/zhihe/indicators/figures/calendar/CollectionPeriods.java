package dev.zhihe.indicators.figures.calendar;

import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The collection calendar. */
@ApplicationScoped
class CollectionPeriods implements LockingRepository<CollectionPeriod> {

  /** The periods of the calendar that have these codes, by code. */
  Map<String, CollectionPeriodView> known(Collection<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : getSession()
            .createNativeQuery(
                "select * from collection_period where code = any(?1)", CollectionPeriod.class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultStream()
            .collect(Collectors.toMap(CollectionPeriod::code, CollectionPeriod::view, (a, b) -> a));
  }
}
