package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.platforms.registry.platform.PlatformStage;
import dev.zhihe.platforms.registry.platform.PlatformType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Counts the lines of now without making each of them. The database groups reports that are alike,
 * and platforms that are alike and have no report; the rules judge each group once. Platforms with
 * a returned report, an amendment under review or a past are left to be judged one by one.
 */
@ApplicationScoped
class ObligationTally {
  private static final RunningOperator ANY = new RunningOperator("", "", "");

  private static final int BITS_OF_A_WORD = 62;
  private static final int FIRST_WORD = 9; // column of the first one in a row

  private final InstantSource time;
  private final Sql sql;

  ObligationTally(InstantSource time, DataSource source) {
    this.time = time;
    sql = Sql.ofSums(source);
  }

  /** The condition that a report is there on a day. Today, all are: their index is enough. */
  private String isThere(LocalDate day) {
    return day.isBefore(Days.of(time.instant()))
        ? "r.amends is null and (r.submitted_on is null or r.submitted_on <= '%s')".formatted(day)
        : "r.amends is null";
  }

  /** Takes lines that are alike. */
  interface Counter {
    void count(ObligationLine line, int times);
  }

  /** The areas of the chosen platforms. */
  List<String> areas(PlatformChoice choice, LocalDate day) {
    var conditions = choice.conditions(new KnownTables(null), day);
    return sql.query(
        "select distinct p.area from platform p where p.operator is not null%s order by p.area"
            .formatted(conditions.text()),
        row -> row.getString(1),
        conditions.values().toArray());
  }

  /** The platforms that are not like others. */
  List<String> single(PlatformChoice choice, LocalDate day) {
    var conditions = choice.conditions(new KnownTables(null), day);
    return sql.query(
        """
        select p.code from platform p
        where p.operator is not null%s and p.code in (
          select r.platform from occupancy_report r where r.status = 'RETURNED'
          union select r.platform from occupancy_report r where r.amends is not null and r.status <> 'ACCEPTED'
          union select unnest(c.platforms) from registry_change c
            where c.status = 'APPROVED' and c.kind in ('OPERATOR', 'SUSPENSION', 'RESUMPTION'))
          order by p.code"""
            .formatted(conditions.text()),
        row -> row.getString(1),
        conditions.values().toArray());
  }

  /**
   * Counts the lines of the other platforms of an area.
   *
   * @param asked the periods whose lines are counted
   * @param window these, and others in which missed reports are counted
   * @param single the platforms that are left out
   */
  void count(
      AreaCalendar calendar,
      List<AreaCalendar.Span> asked,
      List<AreaCalendar.Span> window,
      PlatformChoice choice,
      List<String> single,
      LocalDate day,
      Counter counter) {
    if (asked.isEmpty()) {
      return;
    }
    var rules = new ObligationRules(calendar, day, null);
    for (var group : reports(asked, choice, single, day)) {
      count(rules, group.record(), group.span(), group.times(), counter);
    }
    for (var group : platforms(asked, window, choice, single, day)) {
      asked.stream()
          .filter(span -> !group.record().reports().containsKey(span.period().code()))
          .forEach(span -> count(rules, group.record(), span, group.times(), counter));
    }
  }

  private static void count(
      ObligationRules rules,
      PlatformRecord alike,
      AreaCalendar.Span span,
      int times,
      Counter counter) {
    rules.lines(alike, span).forEach(owed -> counter.count(owed.line(), times));
  }

  private record ReportGroup(PlatformRecord record, AreaCalendar.Span span, int times) {}

  /** Reports that the rules do not tell apart: days matter of those that wait or were late. */
  private List<ReportGroup> reports(
      List<AreaCalendar.Span> asked, PlatformChoice choice, List<String> single, LocalDate day) {
    var spans =
        asked.stream().collect(Collectors.toMap(span -> span.period().code(), span -> span));
    var conditions = choice.conditions(new KnownTables(null), day);
    var isOfSome = choice.operator() != null;
    var values = new ArrayList<Object>();
    values.add(codes(asked));
    values.add(leftOut(choice, single));
    if (isOfSome) {
      values.addAll(conditions.values());
    }
    return sql.query(
        """
        select r.period, r.status, r.kind, r.late, case when r.late or r.status = 'SUBMITTED' then r.submitted_on end as submitted,
          case when r.late or r.status = 'SUBMITTED' then r.due_on end as due, count(*)
        from occupancy_report r%s
        where %s and r.period = any(?) and r.platform <> all(?)%s
        group by r.period, r.status, r.kind, r.late, submitted, due"""
            .formatted(
                isOfSome ? " join platform p on p.code = r.platform" : "",
                isThere(day),
                isOfSome ? conditions.text() : ""),
        row -> {
          var report =
              new KnownReport(
                  "",
                  null,
                  null,
                  PlatformRecords.state(row.getString(2), row.getString(3)),
                  row.getObject(5, LocalDate.class),
                  row.getObject(6, LocalDate.class),
                  row.getBoolean(4),
                  null);
          return new ReportGroup(
              new PlatformRecord(
                  platform(PlatformType.PARK, PlatformStage.COMPLETED, null, null, null, null),
                  Map.of(row.getString(1), report),
                  Map.of(),
                  Map.of()),
              Objects.requireNonNull(spans.get(row.getString(1))),
              row.getInt(7));
        },
        values.toArray());
  }

  /** The platforms whose reports are not counted here: those are single, or have no operator. */
  private String[] leftOut(PlatformChoice choice, List<String> single) {
    var codes = new ArrayList<>(single);
    codes.addAll(
        sql.query(
            """
            select p.code from platform p
            where p.operator is null and p.area = ? and exists (select from occupancy_report r where r.platform = p.code)""",
            row -> row.getString(1),
            choice.area()));
    return codes.toArray(String[]::new);
  }

  private record PlatformGroup(PlatformRecord record, int times) {}

  /** Platforms with the same properties, reported periods and extensions. */
  private List<PlatformGroup> platforms(
      List<AreaCalendar.Span> asked,
      List<AreaCalendar.Span> window,
      PlatformChoice choice,
      List<String> single,
      LocalDate day) {
    var periods = codes(window);
    var words = IntStream.rangeClosed(0, (periods.length - 1) / BITS_OF_A_WORD).boxed().toList();
    var isOfOne = asked.size() == 1;
    var conditions = choice.conditions(new KnownTables(null), day);
    var values = new ArrayList<>(conditions.values());
    values.add(single.toArray(String[]::new));
    if (isOfOne) {
      values.add(asked.getFirst().period().code());
    }
    values.add(periods);
    words.forEach(word -> values.add(bits(periods.length, word)));
    values.add(periods);
    var withoutReport =
        " and not exists (select from occupancy_report r where r.platform = p.code and r.period = ? and %s)"
            .formatted(isThere(day));
    return sql.query(
        """
        with chosen as materialized (
          select p.code, p.type, p.stage, p.commission_year, p.end_year, p.added_on,
            case when p.status <> 'ACTIVE' then p.status_since end as left_on
          from platform p where p.operator is not null%5$s and p.code <> all(?)%6$s)
        select c.type, c.stage, c.commission_year, c.end_year, c.added_on, c.left_on, e.extended, count(*), %1$s
        from chosen c
        left join (
          select r.platform, %2$s
          from occupancy_report r join unnest(?::varchar[]%3$s) w (period, %1$s) on w.period = r.period%7$s
          where %4$s group by r.platform) m on m.platform = c.code
        left join (
          select x.platform, string_agg(x.period || ' ' || x.due_date || ' ' || x.granted_on, ',' order by x.code) as extended
          from period_extension x where x.status = 'GRANTED' and x.period = any(?) group by x.platform) e on e.platform = c.code
        group by c.type, c.stage, c.commission_year, c.end_year, c.added_on, c.left_on, e.extended, %1$s"""
            .formatted(
                joined(words, ", ", word -> "reported" + word),
                joined(
                    words, ", ", word -> "bit_or(w.reported%1$d) as reported%1$d".formatted(word)),
                joined(words, "", word -> ", ?::bigint[]"),
                isThere(day),
                conditions.text(),
                isOfOne ? withoutReport : "",
                isOfOne ? " join chosen on chosen.code = r.platform" : ""),
        row -> group(row, periods),
        values.toArray());
  }

  private static String joined(List<Integer> words, String by, IntFunction<String> text) {
    return words.stream().map(text::apply).collect(Collectors.joining(by));
  }

  /** The bit of each period in a word; 0 if it is in another one. */
  private static Long[] bits(int periods, int word) {
    return IntStream.range(0, periods)
        .mapToObj(place -> place / BITS_OF_A_WORD == word ? 1L << place % BITS_OF_A_WORD : 0L)
        .toArray(Long[]::new);
  }

  private static PlatformGroup group(ResultSet row, String[] periods) throws SQLException {
    var platform =
        platform(
            PlatformType.valueOf(row.getString(1)),
            PlatformStage.valueOf(row.getString(2)),
            row.getObject(3, Integer.class),
            row.getObject(4, Integer.class),
            row.getObject(5, LocalDate.class),
            row.getObject(6, LocalDate.class));
    var reports = new HashMap<String, KnownReport>();
    for (int i = 0; i < periods.length; i++) {
      var word = row.getLong(FIRST_WORD + i / BITS_OF_A_WORD);
      if ((word >> i % BITS_OF_A_WORD & 1) == 1) {
        reports.put(
            periods[i],
            new KnownReport("", null, null, ObligationState.ACCEPTED, null, null, false, null));
      }
    }
    return new PlatformGroup(
        new PlatformRecord(platform, reports, Map.of(), extensions(row.getString(7))),
        row.getInt(8));
  }

  private static Map<String, List<KnownExtension>> extensions(@Nullable String text) {
    return text == null
        ? Map.of()
        : Arrays.stream(text.split(","))
            .map(one -> one.split(" "))
            .collect(
                Collectors.groupingBy(
                    one -> one[0],
                    Collectors.mapping(
                        one ->
                            new KnownExtension(
                                "", LocalDate.parse(one[1]), LocalDate.parse(one[2])),
                        Collectors.toList())));
  }

  private static OwingPlatform platform(
      PlatformType type,
      PlatformStage stage,
      @Nullable Integer commissionYear,
      @Nullable Integer endYear,
      @Nullable LocalDate addedOn,
      @Nullable LocalDate leftOn) {
    return new OwingPlatform(
        "", "", "", type, stage, commissionYear, endYear, addedOn, leftOn, ANY, PlatformPast.NONE);
  }

  private static String[] codes(List<AreaCalendar.Span> spans) {
    return spans.stream().map(span -> span.period().code()).toArray(String[]::new);
  }
}
