package dev.zhihe.platforms.registry.goal;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a target of a platform counts. It decides the unit, and whether the figures add up. */
@Schema(
    name = "PlatformMeasure",
    description =
        "计量内容 / What is counted. Added up from countedFrom to the deadline: new_tenants 新入驻企业 (家), new_tech_firms 新入驻科技型企业 (家), graduated_tenants 毕业企业 (家), output_yuan 产值 (元), revenue_yuan 营业收入 (元). As it stands at the deadline: tenants 入驻企业 (家), tech_firms 科技型企业 (家), high_tech_firms 高新技术企业 (家), employees 从业人员 (人), floor_area_m2 空间面积 (平方米)")
public enum PlatformMeasure {
  /** 新入驻企业: enterprises that enter. */
  @JsonProperty("new_tenants")
  @JsonAlias("新入驻企业")
  NEW_TENANTS("家", true),
  /** 新入驻科技型企业: technology-based enterprises that enter. */
  @JsonProperty("new_tech_firms")
  @JsonAlias({"新入驻科技型企业", "新入驻科技企业"})
  NEW_TECH_FIRMS("家", true),
  /** 毕业企业: enterprises that graduate. */
  @JsonProperty("graduated_tenants")
  @JsonAlias("毕业企业")
  GRADUATED_TENANTS("家", true),
  /** 产值: output of the tenants. */
  @JsonProperty("output_yuan")
  @JsonAlias("产值")
  OUTPUT_YUAN("元", true),
  /** 营业收入: revenue of the tenants. */
  @JsonProperty("revenue_yuan")
  @JsonAlias("营业收入")
  REVENUE_YUAN("元", true),
  /** 入驻企业: enterprises in the platform. */
  @JsonProperty("tenants")
  @JsonAlias("入驻企业")
  TENANTS("家", false),
  /** 科技型企业: technology-based enterprises among the tenants. */
  @JsonProperty("tech_firms")
  @JsonAlias("科技型企业")
  TECH_FIRMS("家", false),
  /** 高新技术企业: high-tech enterprises among the tenants. */
  @JsonProperty("high_tech_firms")
  @JsonAlias("高新技术企业")
  HIGH_TECH_FIRMS("家", false),
  /** 从业人员: people employed by the tenants. */
  @JsonProperty("employees")
  @JsonAlias("从业人员")
  EMPLOYEES("人", false),
  /** 空间面积: floor area of the platform. */
  @JsonProperty("floor_area_m2")
  @JsonAlias("空间面积")
  FLOOR_AREA_M2("平方米", false);

  private final String unit;
  private final boolean addsUp;

  PlatformMeasure(String unit, boolean addsUp) {
    this.unit = unit;
    this.addsUp = addsUp;
  }

  /** The unit of its values. */
  public String unit() {
    return unit;
  }

  /** Whether the figures of periods are added up; else the figure at the end counts. */
  public boolean addsUp() {
    return addsUp;
  }

  /** Most decimals of a value: none where things are counted. */
  int decimals() {
    return isMoney() || this == FLOOR_AREA_M2 ? 2 : 0;
  }

  /** The value as it is shown: money with two decimals, all else without trailing zeros. */
  BigDecimal normal(BigDecimal value) {
    if (isMoney()) {
      return value.setScale(2);
    }
    var stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private boolean isMoney() {
    return this == OUTPUT_YUAN || this == REVENUE_YUAN;
  }
}
