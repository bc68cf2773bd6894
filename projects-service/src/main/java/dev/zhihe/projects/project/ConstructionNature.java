package dev.zhihe.projects.project;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** 建设性质: what kind of undertaking a project is. */
public enum ConstructionNature {
  /** 续建: goes on from an earlier plan. */
  @JsonProperty("continuing")
  @JsonAlias("续建")
  CONTINUING,
  /** 新建 */
  @JsonProperty("new")
  @JsonAlias("新建")
  NEW,
  /** 打包: several undertakings under one number. */
  @JsonProperty("package")
  @JsonAlias("打包")
  PACKAGE
}
