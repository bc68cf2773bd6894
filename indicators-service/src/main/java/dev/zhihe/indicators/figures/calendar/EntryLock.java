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

/** Refuses figures of a closed period, unless the lead department has an extension. */
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

  /** The current day. */
  LocalDate today() {
    return Days.of(time.instant());
  }

  /**
   * Adds an error to each figure that comes too late. A period without a day in the calendar is
   * never closed.
   */
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
              Objects.requireNonNull(indicators.summary(figure.indicator())).leadDepartment();
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
