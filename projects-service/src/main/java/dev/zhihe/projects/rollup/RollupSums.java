package dev.zhihe.projects.rollup;

import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Sql;
import dev.zhihe.projects.investment.plan.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sums what is planned and what the ledger has. The database adds over typed columns, of now or of
 * the past ({@link KnownTables}). Costs grow with what is summed.
 */
@ApplicationScoped
class RollupSums {
  private static final String TAGS = "\nleft join lateral unnest(p.tags) as tag (name) on true";

  private final Sql sql;

  RollupSums(DataSource source) {
    sql = Sql.ofSums(source);
  }

  /**
   * What adopted investment plans come to.
   *
   * @param firstYear first year of the phases within the plan period that have money; null if none
   *     has
   * @param lastYear last year of them
   * @param phased whether each plan with money within the period has such phases, so that the years
   *     of that money are known
   */
  record Planned(
      long projects,
      BigDecimal totalYuan,
      BigDecimal periodYuan,
      @Nullable Integer firstYear,
      @Nullable Integer lastYear,
      boolean phased,
      List<Phase> phases) {
    static final Planned NOTHING =
        new Planned(0, new BigDecimal("0.00"), new BigDecimal("0.00"), null, null, true, List.of());
  }

  /**
   * What ledger entries come to.
   *
   * @param inPeriodYuan completed from the first year of the phases of all that is planned to the
   *     last, by projects with an adopted investment plan and those that were merged into one
   */
  record Entered(
      BigDecimal arrangedYuan,
      BigDecimal completedYuan,
      BigDecimal paidYuan,
      BigDecimal inPeriodYuan) {
    static final Entered NOTHING =
        new Entered(
            new BigDecimal("0.00"),
            new BigDecimal("0.00"),
            new BigDecimal("0.00"),
            new BigDecimal("0.00"));

    private Entered plus(Entered other) {
      return new Entered(
          arrangedYuan.add(other.arrangedYuan),
          completedYuan.add(other.completedYuan),
          paidYuan.add(other.paidYuan),
          inPeriodYuan.add(other.inPeriodYuan));
    }
  }

  /** The properties of a group as texts, null where a project has none. */
  record Key(@Nullable String first, @Nullable String second) implements Comparable<Key> {
    private static final Key NONE = new Key(null, null);

    /** By properties in order; what has none comes last. */
    @Override
    public int compareTo(Key other) {
      var firsts = compare(first, other.first);
      return firsts != 0 ? firsts : compare(second, other.second);
    }

    private static int compare(@Nullable String one, @Nullable String other) {
      if (one == null) {
        return other == null ? 0 : 1;
      }
      return other == null ? -1 : one.compareTo(other);
    }
  }

  /** One group. */
  record Group(Key key, Planned planned, Entered entered) {}

  /**
   * The sums of a question.
   *
   * @param hasLedger whether any entry of the plan is known at that moment, of whatever month
   */
  record Result(List<Group> groups, Group total, boolean hasLedger) {}

  /** The sums at the moment of the states. */
  Result of(RollupQuestion question, States states) {
    var nothing = new RollupQuestion(question.plan(), List.of());
    var total = planned(nothing, states).getOrDefault(Key.NONE, Planned.NOTHING);
    var years = new Years(total.firstYear(), total.lastYear());
    var planned = question.planned() ? planned(question, states) : Map.<Key, Planned>of();
    var tables = KnownTables.of(states);
    var merged = hasMergers(question.plan(), tables);
    var entered = entered(question, years, tables, merged);
    var all =
        question.additive()
            ? entered.values().stream().reduce(Entered::plus)
            : entered(nothing, years, tables, merged).values().stream().findFirst();
    var keys = new ArrayList<>(planned.keySet());
    entered.keySet().stream().filter(key -> !planned.containsKey(key)).forEach(keys::add);
    Collections.sort(keys);
    return new Result(
        keys.stream()
            .map(
                key ->
                    new Group(
                        key,
                        planned.getOrDefault(key, Planned.NOTHING),
                        entered.getOrDefault(key, Entered.NOTHING)))
            .toList(),
        new Group(Key.NONE, total, all.orElse(Entered.NOTHING)),
        !entered.isEmpty() || hasLedger(question.plan(), tables));
  }

  /** Whether any entry of the plan is known, though none of a month that had ended by the day. */
  private boolean hasLedger(String plan, KnownTables tables) {
    return sql.query(
            "select exists (select 1 from %s e where e.plan = ?)".formatted(tables.allEntries()),
            row -> row.getBoolean(1),
            plan)
        .getFirst();
  }

  /** The years in which a plan has money; null if it has none. */
  private record Years(@Nullable Integer first, @Nullable Integer last) {
    /** The first month of the years; later than the last if there are none. */
    String firstMonth() {
      return first == null ? "9999-12" : "%04d-01".formatted(first);
    }

    String lastMonth() {
      return last == null ? "0000-00" : "%04d-12".formatted(last);
    }
  }

  private Map<Key, Planned> planned(RollupQuestion question, States states) {
    var tables = KnownTables.of(states);
    var plans = tables.plans();
    var projects = tables.projects();
    var tags = tags(question);
    var phases = new HashMap<Key, List<Phase>>();
    sql.query(
        """
        select %1$s, u.first, u.last, sum(u.amount)
        from %2$s i join %3$s p on p.code = i.project%4$s
        cross join lateral unnest(i.phase_from, i.phase_to, i.phase_yuan) as u (first, last, amount)
        where i.plan = ? and i.status = 'ADOPTED' group by 1, 2, u.first, u.last order by u.first nulls first, u.last"""
            .formatted(columns(question), plans, projects, tags),
        row ->
            phases
                .computeIfAbsent(key(row), none -> new ArrayList<>())
                .add(
                    new Phase(
                        row.getObject(3, Integer.class),
                        row.getObject(4, Integer.class),
                        row.getBigDecimal(5))),
        question.plan());
    var sums = new HashMap<Key, Planned>();
    sql.query(
        """
        select %1$s, count(*), sum(i.total_yuan), sum(i.period_yuan), min(years.first), max(years.last),
               bool_and(years.first is not null or i.period_yuan = 0)
        from %2$s i join %3$s p on p.code = i.project%4$s
        left join lateral (
          select min(u.first) as first, max(u.last) as last
          from unnest(i.phase_from, i.phase_to, i.phase_yuan) as u (first, last, amount)
          where u.amount > 0 and u.first is not null and u.last is not null) years on true
        where i.plan = ? and i.status = 'ADOPTED' group by 1, 2"""
            .formatted(columns(question), plans, projects, tags),
        row ->
            sums.put(
                key(row),
                new Planned(
                    row.getLong(3),
                    row.getBigDecimal(4),
                    row.getBigDecimal(5),
                    row.getObject(6, Integer.class),
                    row.getObject(7, Integer.class),
                    row.getBoolean(8),
                    phases.getOrDefault(key(row), List.of()))),
        question.plan());
    return sums;
  }

  private Map<Key, Entered> entered(
      RollupQuestion question, Years years, KnownTables tables, boolean merged) {
    var sums = new HashMap<Key, Entered>();
    sql.query(
        """
        select %1$s, coalesce(sum(e.amount_yuan) filter (where e.kind = 'ARRANGED'), 0),
               coalesce(sum(e.amount_yuan) filter (where e.kind = 'COMPLETED'), 0),
               coalesce(sum(e.amount_yuan) filter (where e.kind = 'PAID'), 0),
               coalesce(sum(e.amount_yuan) filter (where e.kind = 'COMPLETED' and e.month between ? and ?
                 and e.project in (%4$s)), 0)
        from %2$s e%3$s where e.plan = ? group by 1, 2"""
            .formatted(
                columns(question),
                tables.entries(),
                projectsOfEntries(question, tables, merged),
                plannedProjects(tables, merged)),
        row ->
            sums.put(
                key(row), new Entered(money(row, 3), money(row, 4), money(row, 5), money(row, 6))),
        years.firstMonth(),
        years.lastMonth(),
        question.plan(),
        question.plan());
    return sums;
  }

  /**
   * Whether any project of the plan was merged. If none was, the database needs no join for it,
   * which would keep it from sharing a sum between processes.
   */
  private boolean hasMergers(String plan, KnownTables tables) {
    return sql.query(
            "select exists (select 1 from %s i where i.plan = ? and cardinality(i.merged_projects) > 0)"
                .formatted(tables.allPlans()),
            row -> row.getBoolean(1),
            plan)
        .getFirst();
  }

  /** The projects whose entries count for what is planned. */
  private static String plannedProjects(KnownTables tables, boolean merged) {
    return "select %s from %s i where i.plan = ? and i.status = 'ADOPTED'"
        .formatted(
            merged
                ? "unnest(array_append(i.merged_projects, i.project::varchar))::text collate \"C\""
                : "i.project",
            tables.plans());
  }

  /**
   * The join of the project in whose line an entry counts: its own, or the one into which that was
   * merged, so that a line has what was completed for its planned amounts.
   */
  private static String projectsOfEntries(
      RollupQuestion question, KnownTables tables, boolean merged) {
    if (question.by().stream().noneMatch(InvestmentRollupBy::ofProjects)) {
      return "";
    }
    var join =
        merged
            ? """

            left join %1$s m on m.plan = e.plan and m.project = e.project
            join %2$s p on p.code = coalesce(m.into_project, e.project)"""
                .formatted(tables.mergedProjects(), tables.projects())
            : "\njoin %s p on p.code = e.project".formatted(tables.projects());
    return join + tags(question);
  }

  private static BigDecimal money(ResultSet row, int column) throws SQLException {
    return row.getBigDecimal(column).setScale(2);
  }

  private static String tags(RollupQuestion question) {
    return question.by().contains(InvestmentRollupBy.TAG) ? TAGS : "";
  }

  /** Two columns: the properties, then nothing. */
  private static String columns(RollupQuestion question) {
    return IntStream.range(0, 2)
        .mapToObj(
            i -> i < question.by().size() ? question.by().get(i).sql() + "::text" : "null::text")
        .collect(Collectors.joining(", "));
  }

  private static Key key(ResultSet row) throws SQLException {
    return new Key(row.getString(1), row.getString(2));
  }
}
