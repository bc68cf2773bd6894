package dev.zhihe.platforms.occupancy.rule;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether an area's limits are a draft or adopted. */
@Schema(name = "OccupancyRuleStatus")
public enum OccupancyRuleStatus {
  /** Imported by editors and visible only to the bureau. Imports may change it. */
  @JsonProperty("draft")
  DRAFT,
  /** Adopted by a reviewer and public. It does not change. */
  @JsonProperty("adopted")
  ADOPTED
}
