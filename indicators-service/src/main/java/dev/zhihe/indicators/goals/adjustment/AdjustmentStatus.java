package dev.zhihe.indicators.goals.adjustment;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.review.ActStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The review status of an adjustment. */
@Schema(
    name = "AdjustmentStatus",
    description =
        "调整状态 / How far it is: draft 草案, submitted 已提交, returned 已退回, approved 已批准 (public and final)")
public enum AdjustmentStatus {
  /** 草案: an editor prepares it. */
  @JsonProperty("draft")
  @JsonAlias("草案")
  DRAFT,
  /** 已提交: a reviewer decides. */
  @JsonProperty("submitted")
  @JsonAlias("已提交")
  SUBMITTED,
  /** 已退回: an editor corrects it. */
  @JsonProperty("returned")
  @JsonAlias("已退回")
  RETURNED,
  /** 已批准: public and final. */
  @JsonProperty("approved")
  @JsonAlias("已批准")
  APPROVED;

  /** The contract's name for the status of an act. */
  static AdjustmentStatus of(ActStatus status) {
    return valueOf(status.name());
  }
}
