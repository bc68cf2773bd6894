package dev.zhihe.platforms.form;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The unit of a figure in a report. A form does not change it. */
@Schema(name = "FormUnit", description = "计量单位 / Unit: m2 平方米, yuan 元, firms 家, persons 人, items 件")
public enum FormUnit {
  /** 平方米 */
  @JsonProperty("m2")
  SQUARE_METRES("平方米", "m²"),
  /** 元 */
  @JsonProperty("yuan")
  YUAN("元", "yuan"),
  /** 家 */
  @JsonProperty("firms")
  FIRMS("家", "firms"),
  /** 人 */
  @JsonProperty("persons")
  PERSONS("人", "persons"),
  /** 件 */
  @JsonProperty("items")
  ITEMS("件", "items");

  private final Text label;

  FormUnit(String zh, String en) {
    label = new Text(zh, en);
  }

  /** What people call it. */
  public Text label() {
    return label;
  }
}
