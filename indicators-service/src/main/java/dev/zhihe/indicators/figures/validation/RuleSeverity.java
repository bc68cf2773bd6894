package dev.zhihe.indicators.figures.validation;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The consequence of violating a rule, the most severe first. */
@Schema(
    name = "RuleSeverity",
    description =
        "严重程度 / error 错误: figures that break it are not approved; warning 警告: they are, and stand in rule-violations")
public enum RuleSeverity {
  @JsonProperty("error")
  @JsonAlias("错误")
  ERROR,
  @JsonProperty("warning")
  @JsonAlias("警告")
  WARNING
}
