package dev.zhihe.indicators.assessment;

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
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Scorecards: assessments by group, computed on every call. */
@Path("/v1/scorecards")
@Tag(name = "scorecards", description = "记分卡 / How the groups of a plan's targets stand")
public class ScorecardResource {
  private final Reads reads;

  ScorecardResource(Reads reads) {
    this.reads = reads;
  }

  /** The assessment of each group of a plan's targets. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "getScorecards",
      summary = "记分卡 / How the groups of a plan's targets stand on a day",
      description =
          "按类别、牵头部门、属性或种类汇总评估结论，最差的在前；每个个数附有链接，指向恰好这些目标的评估。on 缺省为今日；方法与评估相同。"
              + " / Counts the verdicts by category, department, attribute or kind, the worst group first; each count has a link to exactly the targets that it counts. on is today unless given; methods as for assessments.")
  @APIResponseSchema(
      value = Scorecards.class,
      responseDescription = "The groups, and the row of all; of CSV and XLSX the same as lines")
  public Response get(
      @QueryParam("plan")
          @Parameter(description = "规划 / Code of the plan", required = true, example = "500106-145")
          @Nullable String plan,
      @QueryParam("by")
          @Parameter(
              description =
                  "分组，缺省为 category / By what they are put together; category unless given",
              example = "category",
              schema = @Schema(implementation = ScorecardGrouping.class))
          @Nullable String by,
      @QueryParam("method")
          @Parameter(
              description = "评估方法 / The method for all targets",
              example = "attainment",
              schema = @Schema(implementation = AssessmentMethod.class))
          @Nullable String method,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    var grouping = refusals.word("by", by == null ? "category" : by, ScorecardGrouping.class);
    var chosen = refusals.word("method", method, AssessmentMethod.class);
    refusals.throwIfAny();
    return reads.computedOn(
        form,
        (states, on) ->
            Scorecards.of(
                Assessment.of(code, chosen, on, states),
                Objects.requireNonNull(grouping),
                chosen,
                states.asOf()),
        Scorecard.class);
  }
}
