package dev.zhihe.indicators.policy;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The status of a policy. */
@Schema(
    name = "PolicyStatus",
    description =
        "政策状态 / How far it is: planned 拟出台, drafted 起草中, issued 已出台, not_stated 未载明 (the document does not say)")
public enum PolicyStatus {
  /** 拟出台: planned. */
  @JsonProperty("planned")
  @JsonAlias("拟出台")
  PLANNED("拟出台", "planned", true, true),
  /** 起草中: being drafted. */
  @JsonProperty("drafted")
  @JsonAlias("起草中")
  DRAFTED("起草中", "being drafted", false, true),
  /** 已出台: issued. */
  @JsonProperty("issued")
  @JsonAlias("已出台")
  ISSUED("已出台", "issued", false, false),
  /** 未载明: the document does not say. */
  @JsonProperty("not_stated")
  @JsonAlias("未载明")
  NOT_STATED("未载明", "of a status not stated", true, true);

  private final Text name;
  private final boolean draftable;
  private final boolean issuable;

  PolicyStatus(String zh, String en, boolean draftable, boolean issuable) {
    name = new Text(zh, en);
    this.draftable = draftable;
    this.issuable = issuable;
  }

  /** The text. */
  Text words() {
    return name;
  }

  /** Describes the status of a policy, and the acts that it now allows. */
  Text steps(String code) {
    var path = "/v1/policies/" + code;
    var zh = new StringBuilder(code + " " + name.zh());
    var en = new StringBuilder(code + " is " + name.en());
    if (draftable) {
      zh.append("；可开始起草（POST %s/drafting）".formatted(path));
      en.append("; it may begin to be drafted (POST %s/drafting)".formatted(path));
    }
    if (issuable) {
      zh.append("；可登记出台（POST %s/issue）".formatted(path));
      en.append("; it may be issued (POST %s/issue)".formatted(path));
    } else {
      zh.append("；文号、日期等录入有误的，以导入更正（onExisting=update）");
      en.append("; what was entered wrong is corrected by an import (onExisting=update)");
    }
    return new Text(zh.toString(), en.toString());
  }
}
