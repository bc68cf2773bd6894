package dev.zhihe.projects.document.fund;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the printed number relates to the meant value. */
@Schema(
    name = "FundComparator",
    description =
        "数值关系 / How the number stands to what is meant: eq 等于, ge 不少于, gt 超过, le 不超过, approx 约")
public enum FundComparator {
  /** Equal. */
  @JsonProperty("eq")
  @JsonAlias("=")
  EQ,
  /** 不少于: at least. */
  @JsonProperty("ge")
  @JsonAlias("≥")
  GE,
  /** 超过: more than. */
  @JsonProperty("gt")
  @JsonAlias(">")
  GT,
  /** 不超过: at most. */
  @JsonProperty("le")
  @JsonAlias("≤")
  LE,
  /** 约: approximately. */
  @JsonProperty("approx")
  @JsonAlias({"≈", "约"})
  APPROX;

  /**
   * Whether an amount reaches what a document states: it is more than it for {@code gt}, at most it
   * for {@code le}, and at least it for all others.
   */
  public boolean isReachedBy(BigDecimal amount, BigDecimal stated) {
    var difference = amount.compareTo(stated);
    return switch (this) {
      case EQ, GE, APPROX -> difference >= 0;
      case GT -> difference > 0;
      case LE -> difference <= 0;
    };
  }
}
