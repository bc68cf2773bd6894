package dev.zhihe.projects.project;

import com.fasterxml.jackson.annotation.JsonProperty;

/** 建设性质: what kind of undertaking a project is. */
public enum ConstructionNature {
  /** 续建: goes on from an earlier plan. */
  @JsonProperty("continuing")
  CONTINUING,
  /** 新建 */
  @JsonProperty("new")
  NEW,
  /** 打包: several undertakings under one number. */
  @JsonProperty("package")
  PACKAGE
}
