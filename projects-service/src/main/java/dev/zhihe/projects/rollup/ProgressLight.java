package dev.zhihe.projects.rollup;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Completed investment against time. {@link LightRule} decides. */
@Schema(
    name = "ProgressLight",
    description =
        "进度灯 / Completed investment against time progress: normal 正常, warning 预警, behind 滞后")
public enum ProgressLight {
  /** 正常 */
  @JsonProperty("normal")
  NORMAL,
  /** 预警 */
  @JsonProperty("warning")
  WARNING,
  /** 滞后 */
  @JsonProperty("behind")
  BEHIND
}
