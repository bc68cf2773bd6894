package dev.zhihe.projects.project;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** 建设性质: the kind of a project. */
public enum ConstructionNature {
  /** 续建: continued from an earlier plan. */
  @JsonProperty("continuing")
  @JsonAlias("续建")
  CONTINUING,
  /** 新建 */
  @JsonProperty("new")
  @JsonAlias("新建")
  NEW,
  /** 打包: several projects under one number. */
  @JsonProperty("package")
  @JsonAlias("打包")
  PACKAGE
}
