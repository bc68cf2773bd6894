package dev.zhihe.indicators.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The progress of a policy on a day, most urgent first. */
@Schema(
    name = "PolicyStanding",
    description =
        "进展 / Where it stands on the day: overdue 逾期未出台, not_stated 未载明, planned 拟出台, drafted 起草中, issued_late 逾期出台, issued 按期出台, cited 引用 (the plan promises nothing: never late)")
public enum PolicyStanding {
  @JsonProperty("overdue")
  OVERDUE("逾期未出台", "overdue"),
  @JsonProperty("not_stated")
  NOT_STATED("未载明", "not stated"),
  @JsonProperty("planned")
  PLANNED("拟出台", "planned"),
  @JsonProperty("drafted")
  DRAFTED("起草中", "being drafted"),
  @JsonProperty("issued_late")
  ISSUED_LATE("逾期出台", "issued late"),
  @JsonProperty("issued")
  ISSUED("按期出台", "issued in time"),
  @JsonProperty("cited")
  CITED("引用", "cited");

  private final Text words;

  PolicyStanding(String zh, String en) {
    words = new Text(zh, en);
  }

  /** The text. */
  Text words() {
    return words;
  }
}
