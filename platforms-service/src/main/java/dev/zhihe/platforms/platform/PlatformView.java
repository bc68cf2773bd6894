package dev.zhihe.platforms.platform;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A platform as the world sees it. */
@Schema(
    name = "Platform",
    description = "平台 / A body or place for research, transfer or incubation, by a printed name")
public record PlatformView(
    @Schema(examples = "500106-pf-035") String code,
    @Schema(description = "GB/T 2260 code", examples = "500106") String area,
    @Schema(description = "As printed", examples = "学府悦园·众创园") String name,
    @Schema(
            description = "Names judged to be the same thing elsewhere; a proposal, no merge",
            examples = "[\"重科智谷科学城科技企业孵化基地\"]")
        List<String> aliases,
    @Schema(description = "研发平台 rd_platform, 转化平台 transfer_platform, 双创载体 innovation_park")
        PlatformType type,
    @Schema(
            description = "Group in which a table prints it; absent where it equals the type",
            examples = "双创集聚园区")
        @Nullable String category,
    @Schema(description = "Industries, as printed", examples = "[\"人工智能\", \"智能制造\"]")
        List<String> directions,
    Stage stage,
    @Schema(
            description = "Bodies that answer for it or build it, as printed",
            examples = "[\"区科技局\", \"清科科技\"]")
        List<String> responsibleUnits,
    @Schema(description = "Printed area of a park, m²", examples = "17000")
        @Nullable BigDecimal floorAreaM2,
    @Schema(description = "Where it is printed; in CSV table-3@342 joined by ;")
        List<Mention> mentions,
    @Schema(description = "Short id of the source document", examples = "spb-145-st-plan-rev")
        @Nullable String document) {

  /** A page of platforms. */
  @Schema(name = "PlatformPage")
  public record Page(
      List<PlatformView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
