package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.platforms.form.FormInForce;
import dev.zhihe.platforms.form.Forms;
import dev.zhihe.platforms.period.ReportingPeriod;
import dev.zhihe.platforms.period.ReportingPeriodView;
import dev.zhihe.platforms.period.ReportingPeriods;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lines of obligations, platform by platform. A few platforms are read at a time with
 * their reports, so a page costs as much as its platforms, and a whole list needs no more memory.
 */
@ApplicationScoped
public class Obligations {
  private static final int FIRST_CHUNK = 100;
  public static final int CHUNK = 1_000;

  private final PlatformRecords records;
  private final ObligationTally tally;
  private final ReportingPeriods periods;
  private final Forms forms;

  Obligations(
      PlatformRecords records, ObligationTally tally, ReportingPeriods periods, Forms forms) {
    this.records = records;
    this.tally = tally;
    this.periods = periods;
    this.forms = forms;
  }

  /**
   * Codes of the next platforms that have an operator, for work that goes through all of them.
   *
   * @param area null for all
   * @param from the first code that is wanted
   * @return fewer than {@link #CHUNK} if there are no more
   */
  public List<String> platforms(@Nullable String area, String from) {
    return records.codes(from, CHUNK, area);
  }

  /** The lines of some platforms as they are now. */
  public List<Owed> of(List<String> platforms, LocalDate day) {
    var calendars = new HashMap<String, AreaCalendar>();
    var lines = new ArrayList<Owed>();
    for (var known :
        records.from(
            "", platforms.size(), PlatformChoice.of(platforms), new KnownTables(null), day)) {
      var calendar = calendars.computeIfAbsent(known.platform().area(), this::calendar);
      var rules = new ObligationRules(calendar, day, null);
      calendar.spans().forEach(span -> lines.addAll(rules.lines(known, span)));
    }
    return lines;
  }

  /**
   * Those of some platforms of a period's area that owe a report of it. Nobody owes one of other
   * days than the calendar's: there it is whoever the built-in form asks.
   *
   * @param platforms their codes
   */
  public Set<String> owing(List<String> platforms, ReportingPeriodView period) {
    var form = FormInForce.of(forms.adoptedOf(period.area()), period);
    return records.withoutReports(platforms, period.endDate()).stream()
        .filter(platform -> platform.owes(period, form))
        .map(OwingPlatform::code)
        .collect(Collectors.toSet());
  }

  private AreaCalendar calendar(String area) {
    return new AreaCalendar(
        periods.stream("area", area).map(ReportingPeriod::view).toList(), forms.adoptedOf(area));
  }

  /** The first code that may follow one. A hyphen is the smallest character of a code. */
  public static String following(String code) {
    return code + "-";
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
    var choice = choice(question, organisation, states, tables, calendarOf);
    if (choice == null) {
      return;
    }
    var from = after.split(" ", 2)[0];
    for (var size = FIRST_CHUNK; ; size = CHUNK) {
      var chunk = records.from(from, size, choice, tables, day);
      for (var known : chunk) {
        var isEnough =
            lines(question, known, calendarOf.apply(known.platform().area()), day, organisation)
                .map(Owed::line)
                .filter(made -> after.isEmpty() || made.key().compareTo(after) > 0)
                .filter(question::asksFor)
                .anyMatch(made -> !line.test(made));
        if (isEnough) {
          return;
        }
      }
      if (chunk.size() < size) {
        return;
      }
      from = following(chunk.getLast().platform().code());
    }
  }

  /**
   * Counts the lines of a question. Those of now are not made one by one, unless an organisation
   * asks, which has few.
   *
   * @param organisation as of {@link #each}
   */
  void count(
      ObligationQuestion question,
      @Nullable String organisation,
      States states,
      LocalDate day,
      ObligationTally.Counter counter) {
    var tables = KnownTables.of(states);
    if (organisation != null || tables.past() != null) {
      each(
          question,
          organisation,
          states,
          day,
          "",
          line -> {
            counter.count(line, 1);
            return true;
          });
      return;
    }
    var calendars = new HashMap<String, AreaCalendar>();
    Function<String, AreaCalendar> calendarOf =
        area -> calendars.computeIfAbsent(area, one -> AreaCalendar.of(one, states));
    var choice = choice(question, null, states, tables, calendarOf);
    if (choice == null) {
      return;
    }
    var single = tally.single(choice, day);
    for (int at = 0; at < single.size(); at += CHUNK) {
      var some = single.subList(at, Math.min(single.size(), at + CHUNK));
      for (var known : records.from("", CHUNK, choice.only(some), tables, day)) {
        lines(question, known, calendarOf.apply(known.platform().area()), day, null)
            .map(Owed::line)
            .filter(question::asksFor)
            .forEach(line -> counter.count(line, 1));
      }
    }
    for (var area : choice.area() == null ? tally.areas(choice, day) : List.of(choice.area())) {
      var calendar = calendarOf.apply(area);
      var begun =
          calendar.spans().stream()
              .filter(span -> !span.period().startDate().isAfter(day))
              .toList();
      var asked = begun.stream().filter(question::asksFor).toList();
      var window =
          choice.period() == null
              ? asked
              : begun.stream()
                  .filter(span -> choice.window().contains(span.period().code()))
                  .toList();
      tally.count(calendar, asked, window, choice.in(area), single, day, counter);
    }
  }

  private static Stream<Owed> lines(
      ObligationQuestion question,
      PlatformRecord known,
      AreaCalendar calendar,
      LocalDate day,
      @Nullable String organisation) {
    var rules = new ObligationRules(calendar, day, organisation);
    return calendar.spans().stream()
        .filter(question::asksFor)
        .flatMap(span -> rules.lines(known, span).stream());
  }

  /** What is read for a question; null if there can be no line. */
  private @Nullable PlatformChoice choice(
      ObligationQuestion question,
      @Nullable String organisation,
      States states,
      KnownTables tables,
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
    var operator = question.operator();
    return new PlatformChoice(
        area,
        question.platform() == null ? null : List.of(question.platform()),
        operator,
        records.formerlyOf(operator, organisation, tables),
        organisation,
        code,
        window,
        question.lines());
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
