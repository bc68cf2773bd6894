package dev.zhihe.platforms.occupancy.report;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Kinds of reasons for a return. */
@Schema(
    name = "ReturnCode",
    description =
        "退回原因 / Kind of reason: unit 单位有误 (wrong unit), inconsistent 数据不一致 (figures disagree), unexplained 变动未说明 (a change is not explained), evidence 缺少佐证 (evidence is missing), incomplete 填报不全 (something is missing), other 其他")
public enum ReturnCode {
  /** 单位有误 */
  @JsonProperty("unit")
  @JsonAlias("单位有误")
  UNIT,
  /** 数据不一致 */
  @JsonProperty("inconsistent")
  @JsonAlias("数据不一致")
  INCONSISTENT,
  /** 变动未说明 */
  @JsonProperty("unexplained")
  @JsonAlias("变动未说明")
  UNEXPLAINED,
  /** 缺少佐证 */
  @JsonProperty("evidence")
  @JsonAlias("缺少佐证")
  EVIDENCE,
  /** 填报不全 */
  @JsonProperty("incomplete")
  @JsonAlias("填报不全")
  INCOMPLETE,
  /** 其他 */
  @JsonProperty("other")
  @JsonAlias("其他")
  OTHER
}
