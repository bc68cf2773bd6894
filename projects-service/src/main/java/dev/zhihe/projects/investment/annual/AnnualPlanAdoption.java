package dev.zhihe.projects.investment.annual;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The result of an adoption.
 *
 * @param adopted number of drafts that are now in force
 */
@Schema(name = "AnnualPlanAdoption", description = "批准结果 / What an adoption did")
public record AnnualPlanAdoption(
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(examples = "2023") int year,
    @Schema(description = "Annual plans put in force", examples = "43") int adopted) {

  /** The plan and year whose drafts are to be adopted. */
  @Schema(name = "NewAnnualPlanAdoption", description = "要批准的规划和年度 / Whose drafts to adopt")
  public record Request(
      @NotNull(message = "必填 / required")
          @Pattern(
              regexp = "[a-z0-9][a-z0-9-]{0,99}",
              message = "规划代码，如 500106-145 / the code of a plan, such as 500106-145")
          @Schema(description = "Code of the plan", examples = "500106-145")
          String plan,
      @NotNull(message = "必填 / required")
          @Min(value = 1900, message = YEAR)
          @Max(value = 2200, message = YEAR)
          @Schema(description = "年度 / The year", examples = "2023")
          Integer year) {

    private static final String YEAR = "应为 1900 至 2200 的年份 / a year from 1900 to 2200";
  }
}
