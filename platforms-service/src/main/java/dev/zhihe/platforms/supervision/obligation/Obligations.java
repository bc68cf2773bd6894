package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.platforms.form.Forms;
import dev.zhihe.platforms.period.ReportingPeriod;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.period.ReportingPeriods;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lines of obligations, platform by platform. A few platforms are read at a time with
 * their reports, so a page costs as much as its platforms, and a whole list needs no more memory.
 */
@ApplicationScoped
public class Obligations {
  private static final int FIRST_CHUNK = 100;
  private static final int CHUNK = 1_000;

  private final PlatformRecords records;
  private final ReportingPeriods periods;
  private final Forms forms;

  Obligations(PlatformRecords records, ReportingPeriods periods, Forms forms) {
    this.records = records;
    this.periods = periods;
    this.forms = forms;
  }

  /**
   * The lines of some platforms that follow one another.
   *
   * @param next code from which on further platforms follow; null if there are none
   */
  public record Stretch(List<Owed> lines, @Nullable String next) {}

  /**
   * A line and whose it is.
   *
   * @param organisation credit code of the operator
   */
  public record Owed(ObligationLine line, String organisation) {}

  /**
   * The lines of the next platforms as they are now, for work that goes through all of them.
   *
   * @param area null for all
   * @param from the first code that is wanted
   */
  public Stretch stretch(@Nullable String area, String from, LocalDate day) {
    var choice = new PlatformRecords.Choice(area, null, null, null, null, List.of(), null);
    var chunk = records.from(from, CHUNK, choice, new KnownTables(null), day);
    var calendars = new HashMap<String, AreaCalendar>();
    var lines = new ArrayList<Owed>();
    for (var known : chunk) {
      var calendar = calendars.computeIfAbsent(known.platform().area(), this::calendar);
      var rules = new ObligationRules(calendar, day);
      for (var span : calendar.spans()) {
        var line = rules.line(known, span);
        if (line != null) {
          lines.add(new Owed(line, known.platform().organisation()));
        }
      }
    }
    return new Stretch(lines, chunk.size() < CHUNK ? null : following(chunk));
  }

  private AreaCalendar calendar(String area) {
    return new AreaCalendar(
        periods.stream("area", area).map(ReportingPeriod::view).toList(), forms.adoptedOf(area));
  }

  /** The first code that may follow. A hyphen is the smallest character of a code. */
  private static String following(List<PlatformRecord> chunk) {
    return chunk.getLast().platform().code() + "-";
  }

  /**
   * Makes the lines after a key, in the order of their keys, until one is not wanted.
   *
   * @param organisation credit code of the operator whose lines they are; null for all
   * @param day by which time is measured
   */
  void each(
      ObligationQuestion question,
      @Nullable String organisation,
      States states,
      LocalDate day,
      String after,
      Predicate<ObligationLine> line) {
    var calendars = new HashMap<String, AreaCalendar>();
    Function<String, AreaCalendar> calendarOf =
        area -> calendars.computeIfAbsent(area, one -> AreaCalendar.of(one, states));
    var tables = KnownTables.of(states);
    var choice = choice(question, organisation, states, calendarOf);
    if (choice == null) {
      return;
    }
    var from = after.split(" ", 2)[0];
    for (var size = FIRST_CHUNK; ; size = CHUNK) {
      var chunk = records.from(from, size, choice, tables, day);
      for (var known : chunk) {
        var calendar = calendarOf.apply(known.platform().area());
        var rules = new ObligationRules(calendar, day);
        for (var span : calendar.spans()) {
          var made = question.asksFor(span) ? rules.line(known, span) : null;
          if (made != null
              && (after.isEmpty() || made.key().compareTo(after) > 0)
              && question.asksFor(made)
              && !line.test(made)) {
            return;
          }
        }
      }
      if (chunk.size() < size) {
        return;
      }
      from = following(chunk);
    }
  }

  /** What is read for a question; null if there can be no line. */
  private static PlatformRecords.@Nullable Choice choice(
      ObligationQuestion question,
      @Nullable String organisation,
      States states,
      Function<String, AreaCalendar> calendarOf) {
    var code = question.period();
    var area = question.area();
    List<String> window = List.of();
    if (code != null) {
      var asked =
          states.publicStates(
              ReportingPeriod.class, ReportingPeriodView.class, Filters.none().equal("code", code));
      if (asked.isEmpty() || (area != null && !area.equals(asked.getFirst().area()))) {
        return null;
      }
      area = asked.getFirst().area();
      window = window(code, calendarOf.apply(area));
    }
    return new PlatformRecords.Choice(
        area,
        question.platform(),
        question.operator(),
        organisation,
        code,
        window,
        question.reportStatuses());
  }

  /** A period, and those before it in which missed reports are counted. */
  private static List<String> window(String period, AreaCalendar calendar) {
    var span =
        calendar.spans().stream().filter(one -> one.period().code().equals(period)).findFirst();
    return span.map(
            one ->
                Stream.concat(Stream.of(one), calendar.before(one).stream())
                    .map(known -> known.period().code())
                    .toList())
        .orElse(List.of(period));
  }
}
