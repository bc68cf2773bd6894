package dev.zhihe.projects.ledger.entry;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where money comes from. */
@Schema(
    name = "FundingSource",
    description = "资金来源 / Source of the money: fiscal 财政, enterprise 企业自筹, fund 基金, social 社会资本")
public enum FundingSource {
  /** 财政 */
  @JsonProperty("fiscal")
  @JsonAlias({"财政", "财政资金"})
  FISCAL,
  /** 企业自筹 */
  @JsonProperty("enterprise")
  @JsonAlias({"企业", "企业自筹"})
  ENTERPRISE,
  /** 基金 */
  @JsonProperty("fund")
  @JsonAlias("基金")
  FUND,
  /** 社会资本 */
  @JsonProperty("social")
  @JsonAlias({"社会", "社会资本"})
  SOCIAL
}
