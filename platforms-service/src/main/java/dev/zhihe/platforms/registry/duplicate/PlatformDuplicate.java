package dev.zhihe.platforms.registry.duplicate;

import dev.zhihe.kit.tables.Heading;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Two platforms that may be one. */
@Schema(name = "PlatformDuplicate", description = "疑似重复的一对平台 / Two platforms that may be one")
public record PlatformDuplicate(
    @Schema(description = "平台代码 / Code of the platform", examples = "500106-pf-081")
        @Heading("平台代码")
        String platform,
    @Schema(description = "名称 / Its name", examples = "西部科学城国际技术转移中心") @Heading("名称") String name,
    @Schema(description = "另一平台代码 / Code of the other one", examples = "500106-pf-119")
        @Heading("另一平台代码")
        String other,
    @Schema(description = "另一名称 / The other's name", examples = "科学城国际技术转移中心") @Heading("另一名称")
        String otherName,
    @Schema(
            description =
                "疑似程度，0 至 1：各项理由中最高的 / How likely, from 0 to 1: the highest of its reasons",
            examples = "0.95")
        @Heading("疑似程度")
        BigDecimal score,
    @Schema(
            description =
                "名称相近程度，0 至 1，依相邻两字，常见的少计 / Similarity of the names from 0 to 1, by pairs of characters; frequent ones count less",
            examples = "0.90")
        @Heading("名称相近程度")
        BigDecimal nameSimilarity,
    @Schema(description = "疑似理由 / Every reason", examples = "[\"shared_alias\", \"similar_name\"]")
        @Heading("疑似理由")
        List<DuplicateReason> reasons,
    @Schema(
            description = "共有的名称或别名 / Names or aliases that both have",
            examples = "[\"西部（重庆）科学城国际技术转移中心\"]")
        @Heading("共有的名称")
        List<String> sharedNames) {

  static PlatformDuplicate of(
      ComparedPlatform one,
      ComparedPlatform other,
      double score,
      double similarity,
      List<DuplicateReason> reasons,
      List<String> sharedNames) {
    return new PlatformDuplicate(
        one.code(),
        one.name(),
        other.code(),
        other.name(),
        rounded(score),
        rounded(similarity),
        reasons,
        sharedNames);
  }

  private static BigDecimal rounded(double number) {
    return BigDecimal.valueOf(number).setScale(2, RoundingMode.HALF_UP);
  }
}
