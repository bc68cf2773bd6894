package dev.zhihe.platforms.period;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The reporting periods. */
@ApplicationScoped
public class ReportingPeriods implements PanacheRepositoryBase<ReportingPeriod, String> {

  /** Code of the period that an area has from one day to another, or null. */
  @Nullable String codeOf(String area, LocalDate startDate, LocalDate endDate) {
    return find("area = ?1 and startDate = ?2 and endDate = ?3", area, startDate, endDate)
        .<ReportingPeriod>firstResultOptional()
        .map(ReportingPeriod::code)
        .orElse(null);
  }
}
