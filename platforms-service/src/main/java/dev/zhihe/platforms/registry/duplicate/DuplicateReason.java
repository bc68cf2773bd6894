package dev.zhihe.platforms.registry.duplicate;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why two platforms may be one, with the score that the reason alone gives. */
@Schema(
    name = "DuplicateReason",
    description =
        "疑似理由 / Why: same_name 名称相同 (1.00), shared_alias 有相同的名称或别名 (0.95), proposed_same 别名表列为同一 (0.90), same_operator_and_location 运营单位与位置相同 (0.70), proposed_related 别名表列为疑似或相关 (0.50), name_within 名称包含于另一名称 (0.40 and 0.60 of the share of its characters), similar_name 名称相近 (the similarity of the names)")
public enum DuplicateReason {
  /** 名称相同: the names are the same but for spaces, punctuation, width and case. */
  @JsonProperty("same_name")
  @JsonAlias("名称相同")
  SAME_NAME(1.00),
  /** 有相同的名称或别名: a name or alias of the one is a name or alias of the other. */
  @JsonProperty("shared_alias")
  @JsonAlias("有相同的名称或别名")
  SHARED_ALIAS(0.95),
  /** 别名表列为同一: aliases say of both that they stand for one name. */
  @JsonProperty("proposed_same")
  @JsonAlias("别名表列为同一")
  PROPOSED_SAME(0.90),
  /** 运营单位与位置相同: one operator runs both at the same place. */
  @JsonProperty("same_operator_and_location")
  @JsonAlias("运营单位与位置相同")
  SAME_OPERATOR_AND_LOCATION(0.70),
  /** 别名表列为疑似或相关: aliases say that they may stand for one name. */
  @JsonProperty("proposed_related")
  @JsonAlias("别名表列为疑似或相关")
  PROPOSED_RELATED(0.50),
  /** 名称包含于另一名称: the one name is a part of the other. */
  @JsonProperty("name_within")
  @JsonAlias("名称包含于另一名称")
  NAME_WITHIN(0.40),
  /** 名称相近: the names have many pairs of characters in common. */
  @JsonProperty("similar_name")
  @JsonAlias("名称相近")
  SIMILAR_NAME(0);

  private final double score;

  DuplicateReason(double score) {
    this.score = score;
  }

  /** The score that this reason alone gives; of names within names and alike names, the least. */
  double score() {
    return score;
  }

  /** Its word: cells of lists have the texts of their items. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
