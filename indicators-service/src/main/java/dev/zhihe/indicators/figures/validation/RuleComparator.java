package dev.zhihe.indicators.figures.validation;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The relation that a rule requires between its left and right side. */
@Schema(
    name = "RuleComparator",
    description = "比较关系 / How left must stand to right: le ≤, lt <, ge ≥, gt >, eq =")
public enum RuleComparator {
  @JsonProperty("le")
  @JsonAlias("≤")
  LE("≤"),
  @JsonProperty("lt")
  @JsonAlias("<")
  LT("<"),
  @JsonProperty("ge")
  @JsonAlias("≥")
  GE("≥"),
  @JsonProperty("gt")
  @JsonAlias(">")
  GT(">"),
  @JsonProperty("eq")
  @JsonAlias("=")
  EQ("=");

  private final String sign;

  RuleComparator(String sign) {
    this.sign = sign;
  }

  /** The usual sign. */
  String sign() {
    return sign;
  }

  /**
   * Whether the relation holds, within the tolerance.
   *
   * @param difference left minus right
   * @param tolerance 0 or more, in the unit of both sides
   */
  boolean holds(BigDecimal difference, BigDecimal tolerance) {
    return switch (this) {
      case LE -> difference.compareTo(tolerance) <= 0;
      case LT -> difference.compareTo(tolerance) < 0;
      case GE -> difference.compareTo(tolerance.negate()) >= 0;
      case GT -> difference.compareTo(tolerance.negate()) > 0;
      case EQ -> difference.abs().compareTo(tolerance) <= 0;
    };
  }
}
