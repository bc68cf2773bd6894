package dev.zhihe.indicators.changerequest;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a request would change. */
@Schema(
    name = "ChangeRequestKind",
    description =
        "申请种类 / What would change: formula 指标公式 of an indicator, validation_rule 校验规则放宽 (a rule asks for less or for something else), retraction 撤销 of a published figure, target_merger 目标并入 (two targets state one requirement)")
public enum ChangeRequestKind {
  /** 指标公式: the formula of an indicator. */
  @JsonProperty("formula")
  @JsonAlias("指标公式")
  FORMULA,
  /** 校验规则放宽: a validation rule asks for less, or for something else. */
  @JsonProperty("validation_rule")
  @JsonAlias("校验规则放宽")
  VALIDATION_RULE,
  /** 撤销: a published figure is taken back. */
  @JsonProperty("retraction")
  @JsonAlias("撤销")
  RETRACTION,
  /** 目标并入: a target is merged into another one that states the same requirement. */
  @JsonProperty("target_merger")
  @JsonAlias("目标并入")
  TARGET_MERGER
}
