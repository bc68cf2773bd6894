package dev.zhihe.platforms.period.extension;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether an extension holds. */
@Schema(name = "ExtensionStatus", description = "状态 / granted 已准, revoked 已撤销 (final)")
public enum ExtensionStatus {
  /** 已准 */
  @JsonProperty("granted")
  @JsonAlias("已准")
  GRANTED,
  /** 已撤销: the due day is as if it had not been granted. */
  @JsonProperty("revoked")
  @JsonAlias("已撤销")
  REVOKED
}
