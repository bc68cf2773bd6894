package dev.zhihe.kit.review;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether something is a draft or adopted. */
public enum Adoption {
  /** Imported by editors and visible only to the bureau. Imports may change it. */
  @JsonProperty("draft")
  DRAFT,
  /** Adopted by a reviewer and public. Imports do not change it. */
  @JsonProperty("adopted")
  ADOPTED
}
