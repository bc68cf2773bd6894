package dev.zhihe.projects.rollup;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Roll-ups of investment plans. */
@Path("/v1/investment-rollups")
@Tag(name = "investment-rollups", description = "投资汇总 / Roll-ups of investment plans")
public class InvestmentRollupResource {
  private final Reads reads;

  InvestmentRollupResource(Reads reads) {
    this.reads = reads;
  }

  /** The sums of a plan's adopted investment plans. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "getInvestmentRollup",
      summary = "投资汇总 / What the investment plans of a plan add up to",
      description =
          "只计已采纳的投资计划，无论何人查询结果相同；CSV 只含各项，不含合计。"
              + " / Adopted investment plans alone, the same for every caller. CSV has the lines without the total.")
  @APIResponseSchema(
      value = InvestmentRollup.class,
      responseDescription = "The sums; a plan with nothing adopted has no lines and totals of zero")
  public Response get(
      @QueryParam("by")
          @Parameter(
              description = "汇总依据 / By what to sum",
              required = true,
              example = "programme",
              schema = @Schema(implementation = InvestmentRollupBy.class))
          @Nullable String by,
      @QueryParam("plan")
          @Parameter(description = "规划 / Code of the plan", required = true, example = "500106-145")
          @Nullable String plan,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    refusals.requiredWord("by", by, InvestmentRollupBy.class);
    var code = refusals.requiredCode("plan", plan, "500106-145");
    refusals.throwIfAny();
    return reads.computed(
        form, states -> InvestmentRollup.byProgramme(code, states), InvestmentRollup.Line.class);
  }
}
