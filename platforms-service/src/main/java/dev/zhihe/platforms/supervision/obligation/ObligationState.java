package dev.zhihe.platforms.supervision.obligation;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a report that is owed. */
@Schema(
    name = "ObligationState",
    description =
        "not_due 未到填报时间 (the period is not over), due 待填报, overdue 逾期未报, submitted 待审核, returned 已退回, accepted 已通过, nil 零报告已通过")
public enum ObligationState {
  /** 未到填报时间: the period is not over. */
  @JsonProperty("not_due")
  @JsonAlias("未到填报时间")
  NOT_DUE,
  /** 待填报: the period is over, and its due day is not. */
  @JsonProperty("due")
  @JsonAlias("待填报")
  DUE,
  /** 逾期未报: the due day is over, and there is no report. */
  @JsonProperty("overdue")
  @JsonAlias("逾期未报")
  OVERDUE,
  /** 待审核: a reviewer decides. */
  @JsonProperty("submitted")
  @JsonAlias("待审核")
  SUBMITTED,
  /** 已退回: the operator corrects it. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED,
  /** 已通过 */
  @JsonProperty("accepted")
  @JsonAlias("已通过")
  ACCEPTED,
  /** 零报告已通过: accepted, with nothing to report. */
  @JsonProperty("nil")
  @JsonAlias("零报告已通过")
  NIL
}
