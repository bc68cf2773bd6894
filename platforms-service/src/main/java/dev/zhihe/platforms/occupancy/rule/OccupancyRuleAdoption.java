package dev.zhihe.platforms.occupancy.rule;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The result of an adoption.
 *
 * @param adopted number of drafts that are adopted now
 */
@Schema(name = "OccupancyRuleAdoption", description = "批准结果 / What an adoption did")
public record OccupancyRuleAdoption(
    @Schema(description = "行政区划代码 / Code of the area", examples = "500106") String area,
    @Schema(description = "批准项数 / How many were adopted", examples = "1") int adopted) {

  /** The area whose drafts are to be adopted. */
  @Schema(name = "NewOccupancyRuleAdoption", description = "要批准的行政区 / Whose drafts to adopt")
  public record Request(
      @NotNull(message = "必填 / required")
          @Pattern(
              regexp = "[0-9]{6}",
              message = "六位行政区划代码，如 500106 / the six-digit code of an area, such as 500106")
          @Schema(description = "行政区划代码 / Code of the area", examples = "500106")
          String area) {}
}
