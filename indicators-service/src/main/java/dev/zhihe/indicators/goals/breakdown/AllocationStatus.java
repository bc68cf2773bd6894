package dev.zhihe.indicators.goals.breakdown;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much of a year's value is allocated to departments. */
@Schema(
    name = "Allotment",
    description =
        "分解情况 / How far it is shared out: complete 已分解, partial 部分分解, none 未分解, not_additive 不可加总 (the parts of a share make no whole)")
public enum AllocationStatus {
  /** 未分解: no department has a part. */
  @JsonProperty("none")
  NONE("未分解", "not broken down"),
  /** 部分分解: the parts sum to less. */
  @JsonProperty("partial")
  PARTIAL("部分分解", "partly broken down"),
  /** 已分解: the parts reach the declared value, or the lower end of its range. */
  @JsonProperty("complete")
  COMPLETE("已分解", "broken down"),
  /** 不可加总: the parts cannot be summed. */
  @JsonProperty("not_additive")
  NOT_ADDITIVE("不可加总", "not additive");

  private final Text words;

  AllocationStatus(String zh, String en) {
    words = new Text(zh, en);
  }

  /** In words. */
  Text words() {
    return words;
  }

  static AllocationStatus of(TargetCeiling.Year year, boolean additive) {
    return !additive
        ? NOT_ADDITIVE
        : year.parts().isEmpty()
            ? NONE
            : year.sum().compareTo(year.least()) >= 0 ? COMPLETE : PARTIAL;
  }
}
