package dev.zhihe.projects.rollup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** By what a roll-up sums. */
public enum By {
  /** The project's primary programme; it has exactly one. */
  @JsonProperty("programme")
  PROGRAMME
}
