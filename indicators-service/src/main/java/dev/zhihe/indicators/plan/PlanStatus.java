package dev.zhihe.indicators.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether what a plan says is still being prepared, or in force. */
@Schema(name = "Adoption")
public enum PlanStatus {
  /** Taken in by editors, seen by the bureau alone; imports may change it. */
  @JsonProperty("draft")
  DRAFT,
  /** Adopted by a reviewer and public; an approved act alone changes it. */
  @JsonProperty("adopted")
  ADOPTED
}
