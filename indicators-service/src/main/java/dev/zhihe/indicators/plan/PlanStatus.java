package dev.zhihe.indicators.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether what a plan says is still being prepared, or in force. */
public enum Adoption {
  /** Taken in by editors, seen by the bureau alone; imports may change it. */
  @JsonProperty("draft")
  DRAFT,
  /** Adopted by a reviewer and public; an approved act alone changes it. */
  @JsonProperty("adopted")
  ADOPTED
}
