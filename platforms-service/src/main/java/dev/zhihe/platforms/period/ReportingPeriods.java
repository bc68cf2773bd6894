package dev.zhihe.platforms.period;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reporting periods. Long files ask for theirs by one statement for all rows. */
@ApplicationScoped
public class ReportingPeriods implements PanacheRepositoryBase<ReportingPeriod, String> {

  /** The periods of some codes, by code. */
  public Map<String, ReportingPeriodView> byCode(Collection<String> codes) {
    return views("code = any(?1)", codes)
        .collect(Collectors.toMap(ReportingPeriodView::code, view -> view));
  }

  /** As {@link #byCode}, and nobody changes them until the transaction ends. */
  public Map<String, ReportingPeriodView> heldByCode(Collection<String> codes) {
    return views("code = any(?1) order by code for share", codes)
        .collect(Collectors.toMap(ReportingPeriodView::code, view -> view));
  }

  /** The periods of some areas, in order of their first days. */
  public List<ReportingPeriodView> of(Collection<String> areas) {
    return views("area = any(?1) order by start_date, end_date", areas).toList();
  }

  /** As {@link #of}, and nobody changes them until the transaction ends. */
  public List<ReportingPeriodView> heldOf(Collection<String> areas) {
    return views("area = any(?1) order by code for share", areas).toList();
  }

  /** Holds the periods of some areas: nobody changes them until the transaction ends. */
  public void hold(Collection<String> areas) {
    getSession()
        .createNativeQuery(
            "select code from reporting_period where area = any(?1) order by code for share",
            String.class)
        .setParameter(1, areas.toArray(String[]::new))
        .getResultList();
  }

  /** Locks some periods: the reports that are being submitted for them are there afterwards. */
  void lock(Collection<String> codes) {
    getSession()
        .createNativeQuery(
            "select code from reporting_period where code = any(?1) order by code for no key update",
            String.class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultList();
  }

  /** Those of some periods of which there are reports. */
  Set<String> reported(Collection<String> codes) {
    return Set.copyOf(
        getSession()
            .createNativeQuery(
                """
                select code from reporting_period p where code = any(?1)
                  and exists (select from occupancy_report r where r.period = p.code)""",
                String.class)
            .setParameter(1, codes.toArray(String[]::new))
            .getResultList());
  }

  private Stream<ReportingPeriodView> views(String condition, Collection<String> values) {
    return values.isEmpty()
        ? Stream.of()
        : getSession()
            .createNativeQuery(
                "select * from reporting_period where " + condition, ReportingPeriod.class)
            .setParameter(1, values.toArray(String[]::new))
            .getResultList()
            .stream()
            .map(ReportingPeriod::view);
  }

  /** Code of the period that an area has from one day to another, or null. */
  @Nullable String codeOf(String area, LocalDate startDate, LocalDate endDate) {
    return find("area = ?1 and startDate = ?2 and endDate = ?3", area, startDate, endDate)
        .<ReportingPeriod>firstResultOptional()
        .map(ReportingPeriod::code)
        .orElse(null);
  }
}
