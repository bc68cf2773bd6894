package dev.zhihe.platforms.occupancy.rule;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.review.Adoption;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether an area's limits are a draft or adopted. */
@Schema(name = "OccupancyRuleStatus")
public enum OccupancyRuleStatus {
  /** Imported by editors and visible only to the bureau. Imports may change it. */
  @JsonProperty("draft")
  DRAFT,
  /** Adopted by a reviewer and public. It does not change. */
  @JsonProperty("adopted")
  ADOPTED;

  /** The contract's name for the status. */
  static OccupancyRuleStatus of(Adoption status) {
    return valueOf(status.name());
  }
}
