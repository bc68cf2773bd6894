package dev.zhihe.projects.ledger.submission;

import dev.zhihe.kit.writes.LockingRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The entries under review. */
@ApplicationScoped
class LedgerSubmissions implements LockingRepository<LedgerSubmission> {

  /** Those of the codes that are reversals under review. */
  Set<String> reversals(List<String> codes) {
    return codes.isEmpty()
        ? Set.of()
        : stream("reverses is not null and code in ?1", codes)
            .map(LedgerSubmission::code)
            .collect(Collectors.toSet());
  }

  /** Code of the first submission of a month, or of one before, that waits; null if none does. */
  @Nullable String firstSubmitted(String plan, String month) {
    return find("plan = ?1 and month <= ?2 and status = SUBMITTED", Sort.by("code"), plan, month)
        .<LedgerSubmission>firstResultOptional()
        .map(LedgerSubmission::code)
        .orElse(null);
  }

  /**
   * The first selected submissions that wait for a reviewer, locked, in the order of their codes.
   */
  List<LedgerSubmission> lockedSubmitted(LedgerSelection asked, int most) {
    var conditions = new ArrayList<String>();
    var parameters = new HashMap<String, Object>();
    conditions.add("status = SUBMITTED");
    asked.addConditions(conditions, parameters);
    return find(String.join(" and ", conditions), Sort.by("code"), parameters)
        .page(0, most)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }
}
