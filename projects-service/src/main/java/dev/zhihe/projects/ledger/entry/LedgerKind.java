package dev.zhihe.projects.ledger.entry;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an amount in the ledger is. */
@Schema(
    name = "LedgerKind",
    description =
        "类型 / What the amount is: arranged 到位资金, completed 完成投资, paid 支付 (the three are counted apart)")
public enum LedgerKind {
  /** 到位: funds arranged. */
  @JsonProperty("arranged")
  @JsonAlias("到位")
  ARRANGED,
  /** 完成: investment completed. */
  @JsonProperty("completed")
  @JsonAlias("完成")
  COMPLETED,
  /** 支付: paid. */
  @JsonProperty("paid")
  @JsonAlias("支付")
  PAID
}
