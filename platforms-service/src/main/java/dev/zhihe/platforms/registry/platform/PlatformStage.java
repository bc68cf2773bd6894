package dev.zhihe.platforms.registry.platform;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The stage of a platform. */
@Schema(name = "Stage")
public enum PlatformStage {
  /** 未载明: the document does not say. */
  @JsonProperty("not_stated")
  @JsonAlias("未载明")
  NOT_STATED,
  /** 规划论证 */
  @JsonProperty("planning")
  @JsonAlias("规划论证")
  PLANNING,
  /** 前期 */
  @JsonProperty("preparation")
  @JsonAlias("前期")
  PREPARATION,
  /** 在建 */
  @JsonProperty("construction")
  @JsonAlias("在建")
  CONSTRUCTION,
  /** 建成 */
  @JsonProperty("completed")
  @JsonAlias("建成")
  COMPLETED,
  /** 暂停 */
  @JsonProperty("suspended")
  @JsonAlias("暂停")
  SUSPENDED,
  /** 终止 */
  @JsonProperty("cancelled")
  @JsonAlias("终止")
  CANCELLED
}
