package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.IndicatorSummary;
import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The targets. */
@ApplicationScoped
public class Targets implements LockingRepository<Target> {
  private final Indicators indicators;

  Targets(Indicators indicators) {
    this.indicators = indicators;
  }

  /**
   * Codes of the stored drafts by natural key, for the keys of the given targets. Reads them with
   * one query.
   */
  @SuppressWarnings("unchecked") // native queries have no result type
  Map<Object, String> codesByNaturalKey(Collection<NewTarget> given) {
    var asked = List.copyOf(given);
    List<Tuple> found =
        getEntityManager()
            .createNativeQuery(
                """
                select asked.place, held.code
                from unnest(cast(:plans as varchar[]), cast(:indicators as varchar[]), cast(:areas as varchar[]),
                            cast(:boards as varchar[]), cast(:scopes as varchar[]), cast(:years as integer[]),
                            cast(:measures as varchar[]), cast(:sides as varchar[]), cast(:values as numeric[]),
                            cast(:maxima as numeric[]), cast(:words as varchar[]), cast(:lines as integer[]), cast(:days as date[])) with ordinality
                  as asked (plan, indicator, area, board, scope, year, measure, side, value, value_max, words, line, day, place)
                cross join lateral (
                  select t.code from target t join indicator i on i.code = t.indicator
                  where t.plan = asked.plan and t.indicator = asked.indicator and t.area = asked.area
                    and t.year = asked.year and t.board is not distinct from asked.board
                    and t.scope is not distinct from asked.scope
                    and coalesce(t.measure, i.nature) = asked.measure
                    and case when t.comparator in ('GE', 'GT') then 'LEAST' when t.comparator = 'LE' then 'MOST'
                        else case i.direction when 'INCREASE' then 'LEAST' when 'DECREASE' then 'MOST' else 'WITHIN' end end = asked.side
                    and t.value is not distinct from asked.value and t.value_max is not distinct from asked.value_max
                    and (t.value is not null or t.value_printed is not distinct from asked.words and t.source_line is not distinct from asked.line)
                    and t.valid_from is not distinct from asked.day and t.status = 'DRAFT' and t.merged_into is null
                  order by t.code limit 1) as held
                """,
                Tuple.class)
            .setParameter("plans", asked.stream().map(NewTarget::plan).toArray(String[]::new))
            .setParameter(
                "indicators", asked.stream().map(NewTarget::indicator).toArray(String[]::new))
            .setParameter("areas", asked.stream().map(NewTarget::area).toArray(String[]::new))
            .setParameter("boards", asked.stream().map(NewTarget::board).toArray(String[]::new))
            .setParameter("scopes", asked.stream().map(NewTarget::scope).toArray(String[]::new))
            .setParameter("years", asked.stream().map(NewTarget::year).toArray(Integer[]::new))
            .setParameter("measures", asked.stream().map(NewTarget::counted).toArray(String[]::new))
            .setParameter(
                "sides", asked.stream().map(one -> one.side().name()).toArray(String[]::new))
            .setParameter("values", asked.stream().map(NewTarget::value).toArray(BigDecimal[]::new))
            .setParameter(
                "maxima", asked.stream().map(NewTarget::valueMax).toArray(BigDecimal[]::new))
            .setParameter(
                "words", asked.stream().map(NewTarget::valuePrinted).toArray(String[]::new))
            .setParameter(
                "lines", asked.stream().map(NewTarget::sourceLine).toArray(Integer[]::new))
            .setParameter(
                "days", asked.stream().map(NewTarget::validFrom).toArray(LocalDate[]::new))
            .getResultList();
    var codes = new HashMap<Object, String>();
    for (var row : found) {
      var place = row.get("place", Long.class).intValue();
      codes.put(asked.get(place - 1).key(), row.get("code", String.class));
    }
    return codes;
  }

  /** The draft targets of a plan, locked in the order of their codes. */
  public List<Target> lockedDraftsOf(String plan) {
    return find("plan = ?1 and adoption.status = DRAFT", Sort.by("code"), plan)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** The targets with these codes that exist, locked for a change in the order of their codes. */
  public Map<String, Target> locked(Collection<String> codes) {
    return find("code in ?1", Sort.by("code"), codes)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .stream()
        .collect(Collectors.toMap(Target::code, Function.identity()));
  }

  /** The indicators of those of these targets that exist, by the targets' codes. */
  public Map<String, String> indicatorsOf(Collection<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : getEntityManager()
            .createQuery("select code, indicator from Target where code in :codes", Object[].class)
            .setParameter("codes", codes)
            .getResultStream()
            .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
  }

  /** Whether a department or a year owes a part of it, or an adjustment of it is not approved. */
  public boolean hasPartsOrOpenAdjustment(String code) {
    return !getEntityManager()
        .createNativeQuery(
            "(select 1 from target_part where target = ?1 limit 1) union all"
                + " (select 1 from target_adjustment where target = ?1 and status <> 'APPROVED' limit 1)",
            Integer.class)
        .setParameter(1, code)
        .getResultList()
        .isEmpty();
  }

  /**
   * These targets, those that they replaced, and all in force of the same indicator, place and
   * year, locked in the order of their codes.
   */
  @SuppressWarnings("unchecked") // native queries have no result type
  public Map<String, Target> lockedWithAlike(Collection<String> codes) {
    List<String> all =
        getEntityManager()
            .createNativeQuery(
                """
                with recursive chain as (
                  select code, plan, indicator, area, year, adjusts from target where code = any(:codes)
                  union
                  select t.code, t.plan, t.indicator, t.area, t.year, t.adjusts from target t join chain on t.code = chain.adjusts)
                select code from chain
                union
                select t.code from target t join chain c
                  on t.plan = c.plan and t.indicator = c.indicator and t.area = c.area and t.year = c.year
                where t.status = 'ADOPTED' and t.valid_until is null and t.merged_into is null
                """,
                String.class)
            .setParameter("codes", codes.toArray(String[]::new))
            .getResultList();
    return locked(all);
  }

  /**
   * The target that stands at the beginning of its adjustments; itself if it is no adjusted one.
   */
  public Target first(Target target, Map<String, Target> locked) {
    var first = target;
    while (first.adjusts() != null) {
      first = Objects.requireNonNull(locked.get(first.adjusts()));
    }
    return first;
  }

  /** Whether two targets ask for the same, regardless of how much. */
  public boolean sameRequirement(Target one, Target other) {
    return requirement(one.view()).equals(requirement(other.view()));
  }

  /** Whether two targets of one requirement ask for the same value. */
  public boolean sameAmount(Target one, Target other) {
    return amount(one).equals(amount(other));
  }

  /**
   * Lets targets name each other where they ask for different values of the same. Only those that
   * are in force count.
   *
   * @param targets at least all that are in force of each requirement
   * @return the targets that changed
   */
  public List<Target> renewContradictions(Collection<Target> targets) {
    var standing =
        targets.stream()
            .filter(target -> target.inForce() && target.view().value() != null)
            .collect(Collectors.groupingBy(target -> requirement(target.view())));
    return standing.values().stream()
        .flatMap(
            same ->
                same.stream()
                    .filter(
                        target ->
                            target.contradict(
                                same.stream()
                                    .filter(other -> !sameAmount(target, other))
                                    .map(Target::code)
                                    .toList())))
        .toList();
  }

  private Requirement requirement(TargetView target) {
    return Requirement.of(target, indicator(target));
  }

  private Object amount(Target target) {
    var view = target.view();
    var side = Requirement.Side.of(view.comparator(), indicator(view).direction());
    return Requirement.amount(view.targetValue(), side, view.valuePrinted(), view.sourceLine());
  }

  private IndicatorSummary indicator(TargetView target) {
    return Objects.requireNonNull(indicators.summary(target.indicator()));
  }

  /** A free code for the replacement of a target. */
  public String successorOf(Target target) {
    var code = target.successor();
    while (findById(code) != null) {
      code = Target.successor(code);
    }
    return code;
  }
}
