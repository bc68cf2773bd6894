package dev.zhihe.indicators.goals;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where in a document a target is stated. */
@Schema(name = "StatementPlace", description = "位置 / Where: table 表, prose 正文")
public enum StatementPlace {
  /** 表: a row of a table. */
  @JsonProperty("table")
  @JsonAlias("表")
  TABLE,
  /** 正文: the running text. */
  @JsonProperty("prose")
  @JsonAlias("正文")
  PROSE
}
