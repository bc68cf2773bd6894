package dev.zhihe.platforms.occupancy.tenant;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a tenant has no unified social credit code. */
@Schema(
    name = "WithoutCreditCode",
    description =
        "没有统一社会信用代码的原因：individual 自然人, team 尚未注册的创业团队, foreign 境外机构 / individual: a natural person; team: founders who have not registered yet; foreign: a body of another jurisdiction")
public enum WithoutCode {
  /** 自然人 */
  @JsonProperty("individual")
  @JsonAlias({"自然人", "个人"})
  INDIVIDUAL,
  /** 创业团队 */
  @JsonProperty("team")
  @JsonAlias({"创业团队", "团队"})
  TEAM,
  /** 境外机构 */
  @JsonProperty("foreign")
  @JsonAlias({"境外机构", "境外"})
  FOREIGN
}
