package dev.zhihe.indicators.figures.observation;

import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The observations. */
@ApplicationScoped
public class Observations implements LockingRepository<Observation> {
  /** Retracted figures leave their natural key to others. */
  public static final String HOLDING_KEYS =
      "(select * from observation where status <> 'RETRACTED')";

  /**
   * Codes of stored rows by natural key, for the keys of the given observations. One query looks up
   * each key by the index.
   *
   * @param table a table or query with the key's columns: of observations or of submissions
   */
  @SuppressWarnings("unchecked") // native queries have no result type
  public Map<Object, String> codesByNaturalKey(String table, Collection<ObservationView> given) {
    var asked = List.copyOf(given);
    List<Tuple> found =
        getEntityManager()
            .createNativeQuery(
                """
                select asked.place, held.code
                from unnest(cast(:indicators as varchar[]), cast(:areas as varchar[]), cast(:boards as varchar[]),
                            cast(:scopes as varchar[]), cast(:periods as varchar[]), cast(:lines as integer[]))
                  with ordinality as asked (indicator, area, board, scope, period, line, place)
                cross join lateral (
                  select o.code from %s o
                  where o.indicator = asked.indicator and o.area = asked.area and o.period = asked.period
                    and o.board is not distinct from asked.board and o.scope is not distinct from asked.scope
                    and o.source_line is not distinct from asked.line
                  limit 1) as held
                """
                    .formatted(table),
                Tuple.class)
            .setFlushMode(FlushModeType.COMMIT) // no change of these rows waits to be written
            .setParameter(
                "indicators", asked.stream().map(ObservationView::indicator).toArray(String[]::new))
            .setParameter("areas", asked.stream().map(ObservationView::area).toArray(String[]::new))
            .setParameter(
                "boards", asked.stream().map(ObservationView::board).toArray(String[]::new))
            .setParameter(
                "scopes", asked.stream().map(ObservationView::scope).toArray(String[]::new))
            .setParameter(
                "periods",
                asked.stream()
                    .map(observation -> observation.period().toString())
                    .toArray(String[]::new))
            .setParameter(
                "lines", asked.stream().map(ObservationView::sourceLine).toArray(Integer[]::new))
            .getResultList();
    var codes = new HashMap<Object, String>();
    for (var row : found) {
      var place = row.get("place", Long.class).intValue();
      codes.put(asked.get(place - 1).key(), row.get("code", String.class));
    }
    return codes;
  }

  /** The observations of an indicator. Area and period are given in pairs. */
  List<Observation> at(String indicator, String[] areas, String[] periods) {
    return entities(
        """
        select o.* from (select distinct * from unnest(cast(:areas as varchar[]), cast(:periods as varchar[]))) as asked (area, period)
        join observation o on o.indicator = :indicator and o.area = asked.area and o.period = asked.period
        """,
        Map.of("indicator", indicator, "areas", areas, "periods", periods));
  }

  /** The observations computed from any of these versions, such as {@code code@v2}. */
  List<Observation> derivedFrom(List<String> lineages) {
    return lineages.isEmpty()
        ? List.of()
        : entities(
            "select * from observation where derived_from && cast(:lineages as varchar[])",
            Map.of("lineages", lineages.toArray(String[]::new)));
  }

  @SuppressWarnings("unchecked") // native queries have no result type
  private List<Observation> entities(String query, Map<String, Object> parameters) {
    var found = getEntityManager().createNativeQuery(query, Observation.class);
    parameters.forEach(found::setParameter);
    return found.getResultList();
  }

  /** Locks the submission of a figure, if there is one. */
  void lockSubmission(String code) {
    getEntityManager()
        .createNativeQuery(
            "select 1 from observation_submission where code = ?1 for update", Integer.class)
        .setParameter(1, code)
        .getResultList();
  }

  /** The observations with these codes, locked in the order of their codes. */
  public List<Observation> locked(Collection<String> codes) {
    return entities(
        "select * from observation where code = any(:codes) order by code for no key update",
        Map.of("codes", codes.toArray(String[]::new)));
  }

  /** The published observations with these codes. */
  public Map<String, ObservationView> published(Collection<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : entities(
                "select * from observation where code = any(:codes)",
                Map.of("codes", codes.toArray(String[]::new)))
            .stream()
            .collect(Collectors.toMap(Observation::code, Observation::view));
  }

  /** The next observations of an indicator, in the order of their codes. */
  List<Observation> page(String indicator, String after, int most) {
    return find("indicator = ?1 and code > ?2", Sort.by("code"), indicator, after)
        .page(0, most)
        .list();
  }
}
