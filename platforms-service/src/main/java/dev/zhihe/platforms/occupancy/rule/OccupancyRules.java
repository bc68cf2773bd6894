package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.review.AdoptableRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits of areas. */
@ApplicationScoped
class OccupancyRules implements AdoptableRepository<OccupancyRule> {

  /**
   * The drafts of an area, locked in the order of their codes. 404 if the area has none at all; 409
   * if all are adopted.
   */
  List<OccupancyRule> lockedDraftsOf(String area) {
    return lockedDrafts("area = ?1", "%s 的校验限值均已批准", "All limits of %s are adopted already", area);
  }

  /** Code of an area's limits that hold from a day on, or null. */
  @Nullable String codeOf(String area, LocalDate effectiveOn) {
    return find("area = ?1 and effectiveOn = ?2", area, effectiveOn)
        .<OccupancyRule>firstResultOptional()
        .map(OccupancyRule::code)
        .orElse(null);
  }

  /** The adopted limits of some areas. */
  List<OccupancyRuleView> adopted(Collection<String> areas) {
    return areas.isEmpty()
        ? List.of()
        : stream("area in ?1 and adoption.status = ADOPTED", areas)
            .map(OccupancyRule::view)
            .toList();
  }
}
