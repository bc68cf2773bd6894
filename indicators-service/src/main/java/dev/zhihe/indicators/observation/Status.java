package dev.zhihe.indicators.observation;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How firm an observed value is. */
@Schema(
    name = "ObservationStatus",
    description =
        "数据状态 / How firm the value is: actual 实际, estimated 预计, provisional 初步, not_collected 无统计 (no value)")
public enum Status {
  /** 实际: counted. */
  @JsonProperty("actual")
  ACTUAL,
  /** 预计: expected before it was counted. */
  @JsonProperty("estimated")
  ESTIMATED,
  /** 初步: counted, to be revised. */
  @JsonProperty("provisional")
  PROVISIONAL,
  /** 无统计: nobody counted, so there is no value. */
  @JsonProperty("not_collected")
  NOT_COLLECTED
}
