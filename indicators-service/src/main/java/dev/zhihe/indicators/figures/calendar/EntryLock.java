package dev.zhihe.indicators.figures.calendar;

import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.submission.SubmissionsReceived;
import dev.zhihe.kit.json.Days;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;

/** Takes no figures of a period that is over, for lead departments that have no more time. */
@ApplicationScoped
class EntryLock {
  private final CollectionPeriods periods;
  private final Indicators indicators;
  private final InstantSource time;

  EntryLock(CollectionPeriods periods, Indicators indicators, InstantSource time) {
    this.periods = periods;
    this.indicators = indicators;
    this.time = time;
  }

  /** What day it is. */
  LocalDate today() {
    return Days.of(time.instant());
  }

  /** Refuses the figures that come too late. Where the calendar names no day, none does. */
  void review(@Observes SubmissionsReceived chunk) {
    var figures = chunk.figures();
    var calendar =
        periods.known(
            figures.values().stream()
                .map(given -> code(given.figure()))
                .collect(Collectors.toSet()));
    if (calendar.isEmpty()) {
      return;
    }
    var today = today();
    figures.forEach(
        (row, given) -> {
          var figure = given.figure();
          var period = calendar.get(code(figure));
          if (period == null || !period.lockAfterDue()) {
            return;
          }
          var department =
              Objects.requireNonNull(indicators.traits(figure.indicator())).leadDepartment();
          var last = period.lastDay(department);
          if (today.isAfter(last)) {
            row.refuse(
                "period",
                "locked",
                "%s 的 %s 填报已于 %s 24:00 截止；需补报的，由审核人办理延期（%s）",
                "figures of %s for %s were due on %s, which is over: a reviewer can extend it (%s)",
                figure.area(),
                figure.period(),
                last,
                period.code());
          }
        });
  }

  private static String code(ObservationView figure) {
    return CollectionPeriodView.codeOf(figure.area(), figure.period());
  }
}
