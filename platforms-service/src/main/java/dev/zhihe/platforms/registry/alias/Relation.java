package dev.zhihe.platforms.registry.alias;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How certain it is that a variant means the same platform. */
public enum Relation {
  /** 同一: it means the same platform. */
  @JsonProperty("same")
  @JsonAlias("同一")
  SAME,
  /** 疑似/相关: it may mean the same platform, or one that belongs to it. */
  @JsonProperty("related")
  @JsonAlias({"疑似/相关", "疑似", "相关"})
  RELATED
}
