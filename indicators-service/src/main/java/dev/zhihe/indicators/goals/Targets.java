package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.plan.PlanStatus;
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
import org.jspecify.annotations.Nullable;

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
                            cast(:measures as varchar[]), cast(:most as boolean[]), cast(:values as numeric[]),
                            cast(:maxima as numeric[]), cast(:words as varchar[]), cast(:days as date[])) with ordinality
                  as asked (plan, indicator, area, board, scope, year, measure, most, value, value_max, words, day, place)
                cross join lateral (
                  select t.code from target t join indicator i on i.code = t.indicator
                  where t.plan = asked.plan and t.indicator = asked.indicator and t.area = asked.area
                    and t.year = asked.year and t.board is not distinct from asked.board
                    and t.scope is not distinct from asked.scope
                    and coalesce(t.measure, i.nature) = asked.measure
                    and (t.comparator = 'LE') = asked.most
                    and t.value is not distinct from asked.value and t.value_max is not distinct from asked.value_max
                    and (t.value is not null or t.value_printed is not distinct from asked.words)
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
                "most",
                asked.stream()
                    .map(one -> one.comparator() == TargetComparator.LE)
                    .toArray(Boolean[]::new))
            .setParameter("values", asked.stream().map(NewTarget::value).toArray(BigDecimal[]::new))
            .setParameter(
                "maxima", asked.stream().map(NewTarget::valueMax).toArray(BigDecimal[]::new))
            .setParameter(
                "words", asked.stream().map(NewTarget::valuePrinted).toArray(String[]::new))
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
    return find("plan = ?1 and status = ?2", Sort.by("code"), plan, PlanStatus.DRAFT)
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

  /** Whether a department or a year owes a part of it. */
  public boolean hasParts(String code) {
    return !getEntityManager()
        .createNativeQuery("select 1 from target_part where target = ?1 limit 1", Integer.class)
        .setParameter(1, code)
        .getResultList()
        .isEmpty();
  }

  /** The target that this one replaced, locked; null if there is none. */
  public @Nullable Target replacedBy(Target target) {
    var code = target.view().adjusts();
    return code == null ? null : lockedOrNull(code);
  }

  /** Whether two targets ask for the same, regardless of how much. */
  public boolean sameRequirement(Target one, Target other) {
    return requirement(one.view()).equals(requirement(other.view()));
  }

  /** Lets the drafts of a plan name each other where they ask for different values of the same. */
  public void nameContradictions(Collection<Target> drafts) {
    var alike =
        drafts.stream()
            .filter(draft -> draft.mergedInto() == null && draft.view().value() != null)
            .collect(Collectors.groupingBy(draft -> requirement(draft.view())));
    for (var draft : drafts) {
      draft.contradict(
          alike.getOrDefault(requirement(draft.view()), List.of()).stream()
              .filter(other -> draft.mergedInto() == null && !amount(draft).equals(amount(other)))
              .map(Target::code)
              .toList());
    }
  }

  private Requirement requirement(TargetView target) {
    var indicator = Objects.requireNonNull(indicators.summary(target.indicator()));
    return Requirement.of(target, indicator.nature());
  }

  private static Object amount(Target target) {
    return Requirement.amount(target.view().targetValue(), null);
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
