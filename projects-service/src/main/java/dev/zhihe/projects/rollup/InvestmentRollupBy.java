package dev.zhihe.projects.rollup;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The property by which a roll-up is grouped. */
@Schema(name = "InvestmentRollupBy")
public enum InvestmentRollupBy {
  /** The project's primary programme. Each project has exactly one. */
  @JsonProperty("programme")
  PROGRAMME
}
