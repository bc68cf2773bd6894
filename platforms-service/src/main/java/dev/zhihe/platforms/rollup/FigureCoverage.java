package dev.zhihe.platforms.rollup;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A figure that some reports do not have, so that its sum is not of all. */
@Schema(
    name = "FigureCoverage",
    description = "填报不全的数据项 / A figure that some of the reports do not have")
public record FigureCoverage(
    @Schema(description = "字段 / Field of the report", examples = "techFirms") String figure,
    @Schema(description = "有该数据的填报数 / Reports that have it", examples = "12") long reports,
    @Schema(description = "应有的填报数 / Reports that could have it", examples = "15") long of) {

  /** As in CSV, where the figures are joined by ;. */
  @Override
  public String toString() {
    return figure + ":" + reports + "/" + of;
  }
}
