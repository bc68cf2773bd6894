package dev.zhihe.indicators.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether a plan, and each of its targets, is a draft or in force. */
@Schema(name = "Adoption")
public enum PlanStatus {
  /** Imported by editors and visible only to the bureau. Imports may change it. */
  @JsonProperty("draft")
  DRAFT,
  /** Adopted by a reviewer and public. Only an approved act changes it. */
  @JsonProperty("adopted")
  ADOPTED
}
