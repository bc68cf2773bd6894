package dev.zhihe.sample.topic;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a topic is. */
public enum TopicKind {
  /** 活动: something takes place. */
  @JsonProperty("event")
  @JsonAlias("活动")
  EVENT,
  /** 服务: something is offered. */
  @JsonProperty("service")
  @JsonAlias("服务")
  SERVICE
}
