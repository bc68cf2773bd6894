package dev.zhihe.platforms.platform;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a platform is for. */
public enum PlatformType {
  /** 研发平台: research and development. */
  @JsonProperty("rd_platform")
  RD_PLATFORM,
  /** 转化平台: turning results into enterprises; incubators and accelerators. */
  @JsonProperty("transfer_platform")
  TRANSFER_PLATFORM,
  /** 双创载体: parks for innovation and start-ups. */
  @JsonProperty("innovation_park")
  INNOVATION_PARK
}
