package dev.zhihe.projects.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far something is. */
public enum Stage {
  /** 未载明: the document does not say. */
  @JsonProperty("not_stated")
  NOT_STATED,
  /** 规划论证 */
  @JsonProperty("planning")
  PLANNING,
  /** 前期 */
  @JsonProperty("preparation")
  PREPARATION,
  /** 在建 */
  @JsonProperty("construction")
  CONSTRUCTION,
  /** 建成 */
  @JsonProperty("completed")
  COMPLETED,
  /** 暂停 */
  @JsonProperty("suspended")
  SUSPENDED,
  /** 终止 */
  @JsonProperty("cancelled")
  CANCELLED
}
