package dev.zhihe.platforms.registry.change;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.platforms.registry.platform.PlatformStatus;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a change of the registry does. */
@Schema(
    name = "RegistryChangeKind",
    description =
        "登记变更类型 / What it does: addition 新增 (a platform joins the registry), withdrawal 撤销 (platforms leave it), suspension 暂停, resumption 恢复 (after a suspension), upgrade 升级 (level and certifications, also a lower level), operator 运营单位变更 (another organisation runs it), correction 更正 (other properties), merger 合并 (platforms go into another one)")
public enum RegistryChangeKind {
  /** 新增: a platform joins the registry. */
  @JsonProperty("addition")
  @JsonAlias("新增")
  ADDITION(null),
  /** 撤销: platforms leave the registry. */
  @JsonProperty("withdrawal")
  @JsonAlias("撤销")
  WITHDRAWAL(PlatformStatus.WITHDRAWN),
  /** 暂停: platforms rest for a time. */
  @JsonProperty("suspension")
  @JsonAlias("暂停")
  SUSPENSION(PlatformStatus.SUSPENDED),
  /** 恢复: suspended platforms are active again. */
  @JsonProperty("resumption")
  @JsonAlias("恢复")
  RESUMPTION(PlatformStatus.ACTIVE),
  /** 升级: a platform gets another level, or other certifications. */
  @JsonProperty("upgrade")
  @JsonAlias("升级")
  UPGRADE(null),
  /** 运营单位变更: another organisation runs a platform. */
  @JsonProperty("operator")
  @JsonAlias({"运营单位变更", "变更运营单位"})
  OPERATOR(null),
  /** 更正: other properties of a platform are set right. */
  @JsonProperty("correction")
  @JsonAlias("更正")
  CORRECTION(null),
  /** 合并: platforms go into another one. */
  @JsonProperty("merger")
  @JsonAlias("合并")
  MERGER(PlatformStatus.MERGED);

  private static final Set<String> RANK = Set.of("level", "certifications");
  private static final String OPERATED_BY = "operator";

  private final @Nullable PlatformStatus leadsTo;

  RegistryChangeKind(@Nullable PlatformStatus leadsTo) {
    this.leadsTo = leadsTo;
  }

  /** The status that its platforms get; null if they keep theirs. */
  @Nullable PlatformStatus leadsTo() {
    return leadsTo;
  }

  /** Whether it sets properties of one platform. */
  boolean setsProperties() {
    return leadsTo == null;
  }

  /** Whether it may set this property of a platform. */
  boolean sets(String property) {
    return switch (this) {
      case ADDITION -> true;
      case UPGRADE -> RANK.contains(property);
      case OPERATOR -> property.equals(OPERATED_BY);
      case CORRECTION -> !RANK.contains(property) && !property.equals(OPERATED_BY);
      default -> false;
    };
  }

  /** Whether operators may propose it for their platforms. */
  boolean isForOperators() {
    return this == CORRECTION || this == WITHDRAWAL;
  }

  /** Whether platforms of this status may be its subject. */
  boolean takes(PlatformStatus status) {
    return switch (this) {
      case SUSPENSION -> status == PlatformStatus.ACTIVE;
      case RESUMPTION -> status == PlatformStatus.SUSPENDED;
      default -> !status.left();
    };
  }
}
