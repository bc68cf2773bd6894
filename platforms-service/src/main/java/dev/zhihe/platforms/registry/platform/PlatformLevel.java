package dev.zhihe.platforms.registry.platform;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The level of government that recognises a platform. Grades of a programme, such as 标准级 and 卓越级 of
 * incubators, change with its rules: they are part of a certification's name.
 */
@Schema(
    name = "PlatformLevel",
    description =
        "认定级别 / Who recognises it: national 国家级, provincial 省级 (of a province), municipal 市级 (of a city, or of a municipality under the central government), district 区级 (of a district or county), filed 备案 (put on record without a recognition)")
public enum PlatformLevel {
  /** 国家级: by a ministry of the central government. */
  @JsonProperty("national")
  @JsonAlias("国家级")
  NATIONAL,
  /** 省级: by a province. */
  @JsonProperty("provincial")
  @JsonAlias("省级")
  PROVINCIAL,
  /** 市级: by a city, also one under the central government. */
  @JsonProperty("municipal")
  @JsonAlias("市级")
  MUNICIPAL,
  /** 区级: by a district or county. */
  @JsonProperty("district")
  @JsonAlias({"区级", "区县级", "县级"})
  DISTRICT,
  /** 备案: on record, without a recognition. */
  @JsonProperty("filed")
  @JsonAlias("备案")
  FILED
}
