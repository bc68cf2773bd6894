package dev.zhihe.platforms.occupancy.report;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The occupancy reports and their amendments. */
@ApplicationScoped
class OccupancyReports implements LockingRepository<OccupancyReport> {

  /** The amendment of a report that is under review, or null. */
  @Nullable OccupancyReport openAmendment(String report) {
    return find("amends = ?1 and status <> ?2", report, ReviewStatus.ACCEPTED)
        .<OccupancyReport>firstResultOptional()
        .orElse(null);
  }

  /** The last accepted report with figures of a platform whose period ended before a day; null. */
  @Nullable OccupancyReport lastAccepted(String platform, LocalDate day) {
    return find(
            "platform = ?1 and status = ?2 and amends is null and periodEnd < ?3 and (kind is null or kind <> ?4)",
            Sort.descending("periodEnd", "code"),
            platform,
            ReviewStatus.ACCEPTED,
            day,
            OccupancyKind.NIL)
        .<OccupancyReport>firstResultOptional()
        .orElse(null);
  }

  /** The code of an amendment of a report: of the one under review, or a free one. */
  String amendmentCode(String report) {
    return Objects.requireNonNull(amendmentCodes(List.of(report)).get(report));
  }

  /** As {@link #amendmentCode}, for many reports. */
  Map<String, String> amendmentCodes(Collection<String> reports) {
    var codes = new HashMap<String, String>();
    var numbers = new HashMap<String, Integer>();
    reports.forEach(report -> numbers.put(report, 1));
    for (var row :
        rows("select amends, code, status from occupancy_report where amends = any(?1)", reports)) {
      numbers.merge((String) row[0], 1, Integer::sum);
      if (!row[2].equals(ReviewStatus.ACCEPTED.name())) {
        codes.put((String) row[0], (String) row[1]);
      }
    }
    numbers.keySet().removeAll(codes.keySet());
    while (!numbers.isEmpty()) {
      var candidates = new HashMap<String, String>();
      numbers.forEach((report, number) -> candidates.put(report, report + "-a" + number));
      var taken = new HashSet<String>();
      rows("select code, code from occupancy_report where code = any(?1)", candidates.values())
          .forEach(row -> taken.add((String) row[0]));
      candidates.forEach(
          (report, code) -> {
            if (taken.contains(code)) { // a report of a period with such an ending
              numbers.merge(report, 1, Integer::sum);
            } else {
              codes.put(report, code);
              numbers.remove(report);
            }
          });
    }
    return codes;
  }

  private List<Object[]> rows(String query, Collection<String> codes) {
    return codes.isEmpty()
        ? List.of()
        : getSession()
            .createNativeQuery(query, Object[].class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultList();
  }

  /**
   * The stored reports of some codes. They are no entities: what is read here while another import
   * adds the same must not be in the session.
   */
  Map<String, StoredReport> known(Collection<String> codes) {
    return codes.isEmpty()
        ? Map.of()
        : getSession()
            .createNativeQuery(
                "select code, body, audience from occupancy_report where code = any(?1)",
                Object[].class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultStream()
            .collect(
                Collectors.toMap(
                    row -> (String) row[0],
                    row ->
                        new StoredReport(
                            Views.read((String) row[1], OccupancyReportView.class),
                            Audience.stored((String) row[2]))));
  }

  /**
   * Codes of the first submitted reports of a period and operator, or of some codes, in their
   * order.
   *
   * @param after they come after this code
   */
  List<String> selected(OccupancyReportSelection asked, String after, int most) {
    return getSession()
        .createNativeQuery(
            """
            select code from occupancy_report
            where status = 'SUBMITTED' and (?1 or period = ?2) and (?3 or operator = ?4) and (?5 or code = any(?6))
              and code > ?7
            order by code limit ?8""",
            String.class)
        .setParameter(1, asked.period() == null)
        .setParameter(2, Objects.requireNonNullElse(asked.period(), ""))
        .setParameter(3, asked.operator() == null)
        .setParameter(4, Objects.requireNonNullElse(asked.operator(), ""))
        .setParameter(5, asked.codes() == null)
        .setParameter(
            6, Objects.requireNonNullElse(asked.codes(), List.<String>of()).toArray(String[]::new))
        .setParameter(7, after)
        .setParameter(8, most)
        .getResultList();
  }

  /** A report, and the one that it amends, locked as {@link #lockedWithAmended} does. */
  OccupancyReport lockedForAcceptance(String code) {
    return lockedWithAmended(List.of(code)).stream()
        .filter(report -> report.code().equals(code))
        .findFirst()
        .orElseThrow(() -> Problem.notFound(code));
  }

  /**
   * Reports by their codes, and those that they amend, locked in one order, so that two acts on
   * many do not wait for each other.
   */
  List<OccupancyReport> lockedWithAmended(Collection<String> codes) {
    return codes.isEmpty()
        ? List.of()
        : find(
                "code in ?1 or code in (select amends from OccupancyReport where code in ?1)",
                Sort.by("code"),
                codes)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list();
  }
}
