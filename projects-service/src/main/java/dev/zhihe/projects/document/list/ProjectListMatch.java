package dev.zhihe.projects.document.list;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How certain it is that a listed name is a known project. */
@Schema(
    name = "ProjectListMatch",
    description =
        "匹配把握 / How sure a reader is that the listed name is the known thing: certain 确定, suspected 疑似; no word of the document")
public enum ProjectListMatch {
  /** 确定 */
  @JsonProperty("certain")
  @JsonAlias("确定")
  CERTAIN,
  /** 疑似 */
  @JsonProperty("suspected")
  @JsonAlias("疑似")
  SUSPECTED
}
