package dev.zhihe.projects.programme;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The published view of a programme. */
@Schema(
    name = "Programme",
    description = "项目类别 / A category under which a plan counts its projects")
public record ProgrammeView(
    @Schema(examples = "500106-145-c1") String code,
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(examples = "申报科学城市级重点项目") String nameZh,
    @Schema(examples = "Key projects put forward as Science City municipal-level projects")
        @Nullable String nameEn,
    @Schema(description = "Short id of the source document", examples = "spb-145-st-plan-rev")
        @Nullable String document,
    @Schema(description = "Line of the source document", examples = "949")
        @Nullable Integer sourceLine) {

  /** A page of programmes. */
  @Schema(name = "ProgrammePage")
  public record Page(
      List<ProgrammeView> items,
      @Schema(description = "Cursor of the next page; absent on the last") @Nullable String next) {}
}
