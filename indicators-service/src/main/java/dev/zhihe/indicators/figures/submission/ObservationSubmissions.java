package dev.zhihe.indicators.figures.submission;

import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The submissions. */
@ApplicationScoped
public class ObservationSubmissions implements LockingRepository<ObservationSubmission> {
  static final String TABLE = "observation_submission";

  /** The submissions with these codes, by code. */
  Map<String, ObservationSubmission> known(Collection<String> codes) {
    return getSession()
        .createNativeQuery(
            "select * from observation_submission where code = any(?1)",
            ObservationSubmission.class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultStream()
        .collect(Collectors.toMap(ObservationSubmission::code, Function.identity()));
  }

  /**
   * The first selected submissions that wait for a reviewer, locked, in the order of their codes.
   */
  List<ObservationSubmission> lockedSubmitted(SubmissionSelection asked, int most) {
    var conditions = new ArrayList<String>();
    var parameters = new HashMap<String, Object>();
    conditions.add("review = SUBMITTED");
    asked.narrow(conditions, parameters);
    return find(String.join(" and ", conditions), Sort.by("code"), parameters)
        .page(0, most)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** An area and period with due figures. Rules compare the figures of one area and period. */
  record Due(String area, String period) {}

  /** The areas and periods with approved figures whose embargo is over. */
  List<Due> due(Instant now, int most) {
    return getEntityManager()
        .createQuery(
            "select distinct area, period from ObservationSubmission"
                + " where review = APPROVED and publishAt <= :now order by area, period",
            Due.class)
        .setParameter("now", now)
        .setMaxResults(most)
        .getResultList();
  }

  /**
   * The due submissions of an area and period, locked. Empty if another instance publishes them.
   */
  List<ObservationSubmission> lockedDue(Due place, Instant now) {
    var ours =
        (Boolean)
            getEntityManager()
                .createNativeQuery(
                    "select pg_try_advisory_xact_lock(hashtext('embargo'), hashtext(?1))",
                    Boolean.class)
                .setParameter(1, place.area + " " + place.period)
                .getSingleResult();
    return ours
        ? find(
                "review = APPROVED and publishAt <= ?1 and area = ?2 and period = ?3",
                Sort.by("code"),
                now,
                place.area,
                place.period)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list()
        : List.of();
  }

  /** The submissions with these codes that wait for the end of their embargo, locked. */
  List<ObservationSubmission> lockedApproved(Collection<String> codes) {
    return find("review = APPROVED and code in ?1", Sort.by("code"), codes)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }
}
