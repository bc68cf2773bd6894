package dev.zhihe.platforms.rollup;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What accepted reports say of a target. */
@Schema(
    name = "GoalOutcome",
    description =
        "达标情况 / reached 已达到, open 未到期 (not reached yet, and the deadline is not over), not_reached 到期未达到 (the deadline is over), no_data 无数据 (no report says it)")
public enum GoalOutcome {
  @JsonProperty("reached")
  REACHED,
  @JsonProperty("open")
  OPEN,
  @JsonProperty("not_reached")
  NOT_REACHED,
  @JsonProperty("no_data")
  NO_DATA
}
