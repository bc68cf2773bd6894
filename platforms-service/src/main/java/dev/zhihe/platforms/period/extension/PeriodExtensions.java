package dev.zhihe.platforms.period.extension;

import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The extensions. */
@ApplicationScoped
class PeriodExtensions implements LockingRepository<PeriodExtension> {

  /** The latest day to which a platform's period is extended; null if no extension holds. */
  @Nullable LocalDate latest(String platform, String period) {
    return find(
            "platform = ?1 and period = ?2 and status = ?3",
            Sort.by("dueDate").descending(),
            platform,
            period,
            ExtensionStatus.GRANTED)
        .<PeriodExtension>firstResultOptional()
        .map(one -> one.view().dueDate())
        .orElse(null);
  }
}
