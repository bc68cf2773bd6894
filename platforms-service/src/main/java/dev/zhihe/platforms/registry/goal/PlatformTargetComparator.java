package dev.zhihe.platforms.registry.goal;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a reached figure is compared with a target's value. The words are those of plan targets. */
@Schema(
    name = "PlatformTargetComparator",
    description =
        "比较符 / ge at least, gt above, le at most, eq a bare number in the document: at least, approx about")
public enum PlatformTargetComparator {
  /** ≥ */
  @JsonProperty("ge")
  @JsonAlias("≥")
  GE,
  /** &gt; */
  @JsonProperty("gt")
  @JsonAlias(">")
  GT,
  /** ≤ */
  @JsonProperty("le")
  @JsonAlias("≤")
  LE,
  /** A bare number in the document. */
  @JsonProperty("eq")
  @JsonAlias("=")
  EQ,
  /** 左右: approximately. */
  @JsonProperty("approx")
  @JsonAlias({"≈", "左右"})
  APPROX
}
