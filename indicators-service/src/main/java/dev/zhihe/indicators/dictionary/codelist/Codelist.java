package dev.zhihe.indicators.dictionary.codelist;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A codelist. */
@Schema(
    name = "Codelist",
    description = "代码表 / areas 行政区划, boards 板块, departments 部门, categories 指标类别, units 计量单位")
public enum Codelist {
  /** 行政区划. Source: GB/T 2260. */
  @JsonProperty("areas")
  @JsonAlias("行政区划")
  AREAS,
  /** 板块: named parts of an area that have no area code. */
  @JsonProperty("boards")
  @JsonAlias("板块")
  BOARDS,
  /** 部门: departments that are responsible for indicators. */
  @JsonProperty("departments")
  @JsonAlias("部门")
  DEPARTMENTS,
  /** 指标类别. */
  @JsonProperty("categories")
  @JsonAlias("指标类别")
  CATEGORIES,
  /** 计量单位. */
  @JsonProperty("units")
  @JsonAlias("计量单位")
  UNITS
}
