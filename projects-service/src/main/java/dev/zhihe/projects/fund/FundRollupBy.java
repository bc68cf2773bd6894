package dev.zhihe.projects.fund;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** By what a roll-up of fund positions is grouped. */
@Schema(
    name = "FundRollupBy",
    description = "汇总依据 / By what to sum: fund 基金, body 机构, or fund,body, both")
public enum FundRollupBy {
  @JsonProperty("fund")
  @JsonAlias("基金")
  FUND,
  @JsonProperty("body")
  @JsonAlias("机构")
  BODY,
  @JsonProperty("fund,body")
  @JsonAlias("基金和机构")
  FUND_AND_BODY
}
