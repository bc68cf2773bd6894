package dev.zhihe.platforms.occupancy.report;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether a report has figures. */
@Schema(
    name = "OccupancyKind",
    description =
        "填报类型 / What is reported: regular 常规 (figures), nil 零报告 (there is nothing to report)")
public enum OccupancyKind {
  /** 常规: with figures. */
  @JsonProperty("regular")
  @JsonAlias("常规")
  REGULAR,
  /** 零报告: there is nothing to report, for the reason in the comment. */
  @JsonProperty("nil")
  @JsonAlias("零报告")
  NIL
}
