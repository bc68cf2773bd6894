package dev.zhihe.projects.project.change;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a change does to its projects. */
@Schema(
    name = "ProjectChangeKind",
    description =
        "变动类型 / What it does: addition 新增 (they join the plan), withdrawal 退出 (they leave it), merger 合并 (they go into another project)")
public enum ProjectChangeKind {
  /** 新增: the projects join the plan. */
  @JsonProperty("addition")
  @JsonAlias("新增")
  ADDITION,
  /** 退出: the projects leave the plan. */
  @JsonProperty("withdrawal")
  @JsonAlias("退出")
  WITHDRAWAL,
  /** 合并: the projects go into another, which has their amounts from then on. */
  @JsonProperty("merger")
  @JsonAlias("合并")
  MERGER
}
