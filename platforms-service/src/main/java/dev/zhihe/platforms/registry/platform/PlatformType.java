package dev.zhihe.platforms.registry.platform;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The purpose of a platform. */
public enum PlatformType {
  /** 研发平台: research and development. */
  @JsonProperty("rd_platform")
  @JsonAlias("研发平台")
  RD_PLATFORM,
  /** 转化平台: commercialisation of results; incubators and accelerators. */
  @JsonProperty("transfer_platform")
  @JsonAlias("转化平台")
  TRANSFER_PLATFORM,
  /** 双创载体, 双创园区: incubation facilities and parks for innovation and start-ups. */
  @JsonProperty("innovation_park")
  @JsonAlias({"双创载体", "双创园区"})
  INNOVATION_PARK,
  /** 园区, 孵化载体: other parks and incubation facilities. */
  @JsonProperty("park")
  @JsonAlias({"园区/孵化载体", "园区", "孵化载体"})
  PARK,
  /** 孵化器集群: several incubators together. */
  @JsonProperty("incubator_cluster")
  @JsonAlias("孵化器集群")
  INCUBATOR_CLUSTER,
  /** 创新生态圈: the area around a university. */
  @JsonProperty("ecosystem")
  @JsonAlias("创新生态圈")
  ECOSYSTEM,
  /** 成果转化, 技术转移机构: a body that transfers results. */
  @JsonProperty("transfer_body")
  @JsonAlias({"成果转化/技术转移机构", "成果转化机构", "技术转移机构"})
  TRANSFER_BODY,
  /** 科技服务平台: services for research and enterprises. */
  @JsonProperty("service_platform")
  @JsonAlias("科技服务平台")
  SERVICE_PLATFORM,
  /** 信息化平台: an information system that many users share. */
  @JsonProperty("information_platform")
  @JsonAlias("信息化平台")
  INFORMATION_PLATFORM,
  /** 科技科普公园: a park for science education. */
  @JsonProperty("science_park")
  @JsonAlias("科技科普公园")
  SCIENCE_PARK,
  /** 科普设施: a facility for science education. */
  @JsonProperty("science_facility")
  @JsonAlias("科普设施")
  SCIENCE_FACILITY,
  /** 人才培养设施: a training facility. */
  @JsonProperty("training_facility")
  @JsonAlias("人才培养设施")
  TRAINING_FACILITY,
  /** 医学研发中心: medical research and development. */
  @JsonProperty("medical_centre")
  @JsonAlias("医学研发中心")
  MEDICAL_CENTRE,
  /** 智库: a think tank. */
  @JsonProperty("think_tank")
  @JsonAlias("智库")
  THINK_TANK,
  /** 新型研发机构: a research institution that is a legal person of its own. */
  @JsonProperty("new_rd_institution")
  @JsonAlias("新型研发机构")
  NEW_RD_INSTITUTION,
  /** 实验室, 重点实验室, 联合实验室. */
  @JsonProperty("laboratory")
  @JsonAlias({"实验室", "重点实验室", "联合实验室"})
  LABORATORY,
  /** 技术创新中心. */
  @JsonProperty("technology_innovation_centre")
  @JsonAlias("技术创新中心")
  TECHNOLOGY_INNOVATION_CENTRE,
  /** 工程研究中心, 工程技术研究中心. */
  @JsonProperty("engineering_research_centre")
  @JsonAlias({"工程研究中心", "工程技术研究中心"})
  ENGINEERING_RESEARCH_CENTRE,
  /** 众创空间: desks and services for founders before they have a firm. */
  @JsonProperty("maker_space")
  @JsonAlias("众创空间")
  MAKER_SPACE,
  /** 孵化器: premises and services for young firms. */
  @JsonProperty("incubator")
  @JsonAlias({"孵化器", "科技企业孵化器"})
  INCUBATOR,
  /** 加速器: premises and services for growing firms. */
  @JsonProperty("accelerator")
  @JsonAlias({"加速器", "科技企业加速器"})
  ACCELERATOR,
  /** 产业园: a park of an industry. */
  @JsonProperty("industrial_park")
  @JsonAlias({"产业园", "产业园区"})
  INDUSTRIAL_PARK,
  /** 大学科技园: the science park of a university. */
  @JsonProperty("university_science_park")
  @JsonAlias({"大学科技园", "国家大学科技园"})
  UNIVERSITY_SCIENCE_PARK,
  /** 科普基地: a base for science popularisation. */
  @JsonProperty("science_popularisation_base")
  @JsonAlias("科普基地")
  SCIENCE_POPULARISATION_BASE;

  /**
   * Whether the members report and the whole is their sum. Its own reports count where no member
   * reports, and it owes none unless a form asks it.
   */
  public boolean summedByMembers() {
    return this == INCUBATOR_CLUSTER || this == ECOSYSTEM;
  }
}
