package dev.zhihe.platforms.registry.platform;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a platform stands in the registry. How far it is built is its {@link PlatformStage}. */
@Schema(
    name = "PlatformStatus",
    description =
        "在册状态 / Where it stands in the registry: active 在册, suspended 暂停 (for a time), withdrawn 撤销 (for good), merged 并入 (into another platform)")
public enum PlatformStatus {
  /** 在册: it is in the registry. */
  @JsonProperty("active")
  @JsonAlias("在册")
  ACTIVE(new Text("在册", "active")),
  /** 暂停: it is in the registry, and rests for a time. */
  @JsonProperty("suspended")
  @JsonAlias("暂停")
  SUSPENDED(new Text("已暂停", "suspended")),
  /** 撤销: it left the registry. */
  @JsonProperty("withdrawn")
  @JsonAlias("撤销")
  WITHDRAWN(new Text("已撤销", "withdrawn")),
  /** 并入: another platform goes on in its place. */
  @JsonProperty("merged")
  @JsonAlias("并入")
  MERGED(new Text("已并入其他平台", "merged"));

  private final Text text;

  PlatformStatus(Text text) {
    this.text = text;
  }

  /** Whether it left the registry. */
  public boolean left() {
    return this == WITHDRAWN || this == MERGED;
  }

  /** Its name within a sentence. */
  public Text text() {
    return text;
  }
}
