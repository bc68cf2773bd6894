package dev.zhihe.indicators.figures.calendar;

import dev.zhihe.kit.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The collection calendar. */
@ApplicationScoped
class CollectionPeriods implements PanacheRepositoryBase<CollectionPeriod, String> {

  /** The period, locked for a change; 404 if there is none. */
  CollectionPeriod locked(String code) {
    var period = findById(code, LockModeType.PESSIMISTIC_WRITE);
    if (period == null) {
      throw Problem.notFound(code);
    }
    return period;
  }

  /** The periods of the calendar that have these codes, by code. */
  Map<String, CollectionPeriodView> known(Collection<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : list("code in ?1", codes).stream()
            .collect(Collectors.toMap(CollectionPeriod::code, CollectionPeriod::view, (a, b) -> a));
  }
}
