package dev.zhihe.indicators.figures.observation;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the printed number relates to the actual value. */
@Schema(
    name = "ObservationComparator",
    description =
        "数值关系 / How the number stands to what was reached: eq 等于, ge 不少于, gt 超过, le 不超过, approx 约")
public enum ObservationComparator {
  /** Equal. */
  @JsonProperty("eq")
  @JsonAlias("=")
  EQ,
  /** 不少于: at least. */
  @JsonProperty("ge")
  @JsonAlias("≥")
  GE,
  /** 超过: more than. */
  @JsonProperty("gt")
  @JsonAlias(">")
  GT,
  /** 不超过: at most. */
  @JsonProperty("le")
  @JsonAlias("≤")
  LE,
  /** 约: approximately. */
  @JsonProperty("approx")
  @JsonAlias({"≈", "约"})
  APPROX;

  /** Whether the number is the value itself, exactly or approximately, and not a bound. */
  public boolean exact() {
    return this == EQ || this == APPROX;
  }
}
