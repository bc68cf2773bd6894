package dev.zhihe.platforms.registry.duplicate;

import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.platforms.registry.alias.Alias;
import dev.zhihe.platforms.registry.alias.AliasView;
import dev.zhihe.platforms.registry.platform.Platform;
import dev.zhihe.platforms.registry.platform.PlatformView;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The pairs of platforms in an area's registry that may be one. It merges nothing. */
@Schema(
    name = "PlatformDuplicates",
    description = "疑似重复平台 / Pairs of platforms of an area that may be one; it merges nothing")
public record PlatformDuplicates(
    @Schema(description = "行政区划代码 / GB/T 2260 code", examples = "500106") String area,
    @Schema(description = "最低疑似程度 / The lowest score shown", examples = "0.6")
        BigDecimal minSimilarity,
    @Schema(description = "参与比较的平台数 / Platforms compared", examples = "219") int compared,
    @Schema(
            description = "达到的对数，不限于所列 / Pairs that reach it, beyond those listed, too",
            examples = "36")
        int found,
    @Schema(description = "各对，疑似程度高的在前 / The pairs, best first") List<PlatformDuplicate> items)
    implements Computed<PlatformDuplicate> {

  static PlatformDuplicates of(String area, BigDecimal least, int limit, States states) {
    var inArea = Filters.none().area("area", area);
    var platforms =
        states.publicStates(Platform.class, PlatformView.class, inArea).stream()
            .filter(platform -> !platform.status().left())
            .map(ComparedPlatform::of)
            .toList();
    var aliases =
        states.publicStates(Alias.class, AliasView.class, Filters.none().area("area", area));
    var pairs = DuplicateSearch.among(platforms, aliases, least.doubleValue());
    return new PlatformDuplicates(
        area,
        least,
        platforms.size(),
        pairs.size(),
        List.copyOf(pairs.subList(0, Math.min(limit, pairs.size()))));
  }
}
