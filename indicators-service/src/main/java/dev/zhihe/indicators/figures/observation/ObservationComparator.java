package dev.zhihe.indicators.figures.observation;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the printed number stands to what was reached. */
@Schema(
    name = "ObservationComparator",
    description =
        "数值关系 / How the number stands to what was reached: eq 等于, ge 不少于, gt 超过, le 不超过, approx 约")
public enum ObservationComparator {
  /** The number itself. */
  @JsonProperty("eq")
  @JsonAlias("=")
  EQ,
  /** 不少于: it or more. */
  @JsonProperty("ge")
  @JsonAlias("≥")
  GE,
  /** 超过: more. */
  @JsonProperty("gt")
  @JsonAlias(">")
  GT,
  /** 不超过: it or less. */
  @JsonProperty("le")
  @JsonAlias("≤")
  LE,
  /** 约: about. */
  @JsonProperty("approx")
  @JsonAlias({"≈", "约"})
  APPROX;

  /** Whether the number is the value itself, or about it. */
  public boolean exact() {
    return this == EQ || this == APPROX;
  }
}
