package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.plan.PlanStatus;
import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The targets. */
@ApplicationScoped
public class Targets implements LockingRepository<Target> {

  /**
   * Codes of the stored targets by natural key, for the keys of the given targets. Reads them with
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
                            cast(:lines as integer[]), cast(:days as date[])) with ordinality
                  as asked (plan, indicator, area, board, scope, year, line, day, place)
                cross join lateral (
                  select t.code from target t
                  where t.plan = asked.plan and t.indicator = asked.indicator and t.area = asked.area
                    and t.year = asked.year and t.board is not distinct from asked.board
                    and t.scope is not distinct from asked.scope and t.source_line is not distinct from asked.line
                    and t.valid_from is not distinct from asked.day
                  limit 1) as held
                """,
                Tuple.class)
            .setParameter("plans", asked.stream().map(NewTarget::plan).toArray(String[]::new))
            .setParameter(
                "indicators", asked.stream().map(NewTarget::indicator).toArray(String[]::new))
            .setParameter("areas", asked.stream().map(NewTarget::area).toArray(String[]::new))
            .setParameter("boards", asked.stream().map(NewTarget::board).toArray(String[]::new))
            .setParameter("scopes", asked.stream().map(NewTarget::scope).toArray(String[]::new))
            .setParameter("years", asked.stream().map(NewTarget::year).toArray(Integer[]::new))
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

  /** A free code for the replacement of a target. */
  public String successorOf(Target target) {
    var code = target.successor();
    while (findById(code) != null) {
      code = Target.successor(code);
    }
    return code;
  }
}
