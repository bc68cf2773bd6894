package dev.zhihe.indicators.goals.breakdown;

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

/** The check of breakdowns: computed on every call. */
@Path("/v1/target-breakdowns")
@Tag(name = "target-parts")
public class TargetBreakdownResource {
  private final Reads reads;

  TargetBreakdownResource(Reads reads) {
    this.reads = reads;
  }

  /** Whether the parts of a plan's targets add up. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "checkTargetBreakdowns",
      summary = "责任分解核对 / Whether parts add up to what is declared",
      description =
          "所问之日（on，缺省为今日）现行的每个有数值的目标，其目标年和有年度目标或分解的各年各一行；给出 year 的，凡该年应有分解的目标都列出。比率、占比、名次等不可加总。规划不存在为 404。"
              + " / Of each target with a value that is in force on the day, a line for its own year and each year with a milestone or parts; with year, of each that may have parts in it. on is today unless given. Ratios, shares and ranks do not add up. 404 if there is no such plan.")
  @APIResponseSchema(
      value = TargetBreakdown.class,
      responseDescription = "The check; of CSV and XLSX its lines")
  public Response get(
      @QueryParam("plan")
          @Parameter(description = "规划 / Code of the plan", required = true, example = "500106-145")
          @Nullable String plan,
      @QueryParam("department")
          @Parameter(
              description = "责任部门 / A department: only what it owes a part of",
              example = "区科技局")
          @Nullable String department,
      @QueryParam("year")
          @Parameter(
              description = "年份 / Year",
              example = "2023",
              schema = @Schema(implementation = Integer.class))
          @Nullable String year,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    var asked = (int) refusals.number("year", year, 1900, 2200, 0);
    refusals.throwIfAny();
    return reads.computedOn(
        form,
        (states, on) ->
            TargetBreakdown.of(code, department, year == null ? null : asked, on, states),
        TargetBreakdown.Line.class);
  }
}
