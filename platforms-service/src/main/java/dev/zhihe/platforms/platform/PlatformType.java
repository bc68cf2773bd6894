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
  /** 双创载体, 双创园区: parks for innovation and start-ups. */
  @JsonProperty("innovation_park")
  INNOVATION_PARK,
  /** 园区, 孵化载体: other parks. */
  @JsonProperty("park")
  PARK,
  /** 孵化器集群: several incubators together. */
  @JsonProperty("incubator_cluster")
  INCUBATOR_CLUSTER,
  /** 创新生态圈: what lies round a university. */
  @JsonProperty("ecosystem")
  ECOSYSTEM,
  /** 成果转化, 技术转移机构: a body that transfers results. */
  @JsonProperty("transfer_body")
  TRANSFER_BODY,
  /** 科技服务平台: services for research and enterprises. */
  @JsonProperty("service_platform")
  SERVICE_PLATFORM,
  /** 信息化平台: an information system for many. */
  @JsonProperty("information_platform")
  INFORMATION_PLATFORM,
  /** 科技科普公园: a park that shows science. */
  @JsonProperty("science_park")
  SCIENCE_PARK,
  /** 科普设施: a facility that shows science. */
  @JsonProperty("science_facility")
  SCIENCE_FACILITY,
  /** 人才培养设施: a facility that trains people. */
  @JsonProperty("training_facility")
  TRAINING_FACILITY,
  /** 医学研发中心: medical research and development. */
  @JsonProperty("medical_centre")
  MEDICAL_CENTRE,
  /** 智库: a body that advises. */
  @JsonProperty("think_tank")
  THINK_TANK
}
