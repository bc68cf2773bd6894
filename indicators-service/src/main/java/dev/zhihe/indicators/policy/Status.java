package dev.zhihe.indicators.policy;

import com.fasterxml.jackson.annotation.JsonAlias;
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
  @JsonAlias("拟出台")
  PLANNED,
  /** 起草中: it is being written. */
  @JsonProperty("drafted")
  @JsonAlias("起草中")
  DRAFTED,
  /** 已出台: it is there. */
  @JsonProperty("issued")
  @JsonAlias("已出台")
  ISSUED,
  /** 未载明: the document does not say. */
  @JsonProperty("not_stated")
  @JsonAlias("未载明")
  NOT_STATED
}
