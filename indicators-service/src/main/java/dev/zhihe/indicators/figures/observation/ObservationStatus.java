package dev.zhihe.indicators.figures.observation;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How firm an observed value is. */
@Schema(
    name = "ObservationStatus",
    description =
        "数据状态 / How firm the value is: actual 实际, estimated 预计, provisional 初步, not_collected 无统计 (no value), retracted 已撤销 (it was published, and taken back with a reason; no value)")
public enum ObservationStatus {
  /** 实际: counted. */
  @JsonProperty("actual")
  @JsonAlias("实际")
  ACTUAL,
  /** 预计: estimated before it was counted. */
  @JsonProperty("estimated")
  @JsonAlias("预计")
  ESTIMATED,
  /** 初步: counted, but subject to revision. */
  @JsonProperty("provisional")
  @JsonAlias("初步")
  PROVISIONAL,
  /** 无统计: not counted, so there is no value. */
  @JsonProperty("not_collected")
  @JsonAlias("无统计")
  NOT_COLLECTED,
  /** 已撤销: it was published and taken back, so there is no value. */
  @JsonProperty("retracted")
  @JsonAlias("已撤销")
  RETRACTED;

  /** The rank: the firmer the status, the lower the number. */
  public int rank() {
    return switch (this) {
      case ACTUAL -> 0;
      case PROVISIONAL -> 1;
      case ESTIMATED -> 2;
      case NOT_COLLECTED -> 3;
      case RETRACTED -> 4;
    };
  }

  /** Whether there is a value. */
  public boolean hasValue() {
    return this != NOT_COLLECTED && this != RETRACTED;
  }
}
