package dev.zhihe.projects.rollup;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** By what a roll-up sums. */
@Schema(name = "InvestmentRollupBy")
public enum InvestmentRollupBy {
  /** The project's primary programme; it has exactly one. */
  @JsonProperty("programme")
  PROGRAMME
}
