package dev.zhihe.indicators.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a policy is. */
@Schema(
    name = "PolicyStatus",
    description =
        "政策状态 / How far it is: planned 拟出台, drafted 起草中, issued 已出台, not_stated 未载明 (the document does not say)")
public enum Status {
  /** 拟出台: it shall be made. */
  @JsonProperty("planned")
  PLANNED,
  /** 起草中: it is being written. */
  @JsonProperty("drafted")
  DRAFTED,
  /** 已出台: it is there. */
  @JsonProperty("issued")
  ISSUED,
  /** 未载明: the document does not say. */
  @JsonProperty("not_stated")
  NOT_STATED
}
