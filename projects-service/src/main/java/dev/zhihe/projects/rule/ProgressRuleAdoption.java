package dev.zhihe.projects.rule;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The result of an adoption.
 *
 * @param adopted number of drafts that are adopted now
 */
@Schema(name = "ProgressRuleAdoption", description = "批准结果 / What an adoption did")
public record ProgressRuleAdoption(
    @Schema(description = "Code of the plan", examples = "500106-145") String plan,
    @Schema(description = "Rules adopted", examples = "1") int adopted) {

  /** The plan whose drafts are to be adopted. */
  @Schema(name = "NewProgressRuleAdoption", description = "要批准的规划 / Whose drafts to adopt")
  public record Request(
      @NotNull(message = "必填 / required")
          @Pattern(
              regexp = "[a-z0-9][a-z0-9-]{0,99}",
              message = "规划代码，如 500106-145 / the code of a plan, such as 500106-145")
          @Schema(description = "Code of the plan", examples = "500106-145")
          String plan) {}
}
