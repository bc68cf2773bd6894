package dev.zhihe.platforms.registry.alias;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How sure it is that a variant names the same thing. */
public enum Relation {
  /** 同一: it names the same thing. */
  @JsonProperty("same")
  @JsonAlias("同一")
  SAME,
  /** 疑似/相关: it may name the same thing, or one that belongs to it. */
  @JsonProperty("related")
  @JsonAlias({"疑似/相关", "疑似", "相关"})
  RELATED
}
