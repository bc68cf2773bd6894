package dev.zhihe.indicators.submission;

import dev.zhihe.indicators.observation.Period;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is handed in. */
@ApplicationScoped
public class Submissions implements PanacheRepositoryBase<ObservationSubmission, String> {
  static final String TABLE = "observation_submission";

  /** Those of the codes that were handed in. */
  Map<String, ObservationSubmission> known(Collection<String> codes) {
    return list("code in ?1", codes).stream()
        .collect(Collectors.toMap(ObservationSubmission::code, Function.identity()));
  }

  /** The submission, locked for a change, or null. */
  @Nullable ObservationSubmission locked(String code) {
    return findById(code, LockModeType.PESSIMISTIC_WRITE);
  }

  /** The first of those that wait for a reviewer, locked, in the order of codes. */
  List<ObservationSubmission> lockedSubmitted(Selection asked, int most) {
    var conditions = new ArrayList<String>();
    var parameters = new HashMap<String, Object>();
    conditions.add("review = SUBMITTED");
    asked.narrow(conditions, parameters);
    return find(String.join(" and ", conditions), Sort.by("code"), parameters)
        .page(0, most)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /**
   * What of some indicators and areas is handed in and not published, though its period had ended
   * by a day: the codes, in their order.
   *
   * @param most no more than so many
   */
  public List<String> unpublished(
      Collection<String> indicators, Collection<String> areas, LocalDate by, int most) {
    return getEntityManager()
        .createQuery(
            "select code from ObservationSubmission where review <> PUBLISHED"
                + " and indicator in :indicators and area in :areas"
                + " and (substring(period, 1, 4) < :year or period in :ended) order by code",
            String.class)
        .setParameter("indicators", indicators)
        .setParameter("areas", areas)
        .setParameter("year", String.valueOf(by.getYear()))
        .setParameter("ended", Period.ended(by))
        .setMaxResults(most)
        .getResultList();
  }

  /** Codes of those whose embargo is over, the longest first. */
  List<String> due(Instant now, int most) {
    return getEntityManager()
        .createQuery(
            "select code from ObservationSubmission where review = APPROVED and publishAt <= :now"
                + " order by publishAt, code",
            String.class)
        .setParameter("now", now)
        .setMaxResults(most)
        .getResultList();
  }

  /** Of these what is still due, locked; what another instance is busy with is passed over. */
  @SuppressWarnings("unchecked") // native queries know no result type
  List<ObservationSubmission> lockedDue(List<String> codes, Instant now) {
    return getEntityManager()
        .createNativeQuery(
            "select * from observation_submission where code = any(?1) and review = 'APPROVED'"
                + " and publish_at <= ?2 order by code for update skip locked",
            ObservationSubmission.class)
        .setParameter(1, codes.toArray(String[]::new))
        .setParameter(2, now)
        .getResultList();
  }
}
