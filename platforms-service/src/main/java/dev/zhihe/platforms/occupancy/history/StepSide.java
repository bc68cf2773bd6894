package dev.zhihe.platforms.occupancy.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who takes a step of a review. */
@Schema(name = "StepSide", description = "operator 运营单位, bureau 主管部门")
public enum StepSide {
  /** 运营单位 */
  @JsonProperty("operator")
  OPERATOR,
  /** 主管部门 */
  @JsonProperty("bureau")
  BUREAU
}
