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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Assessments. They are computed on every call, from public states only. */
@Path("/v1/assessments")
@Tag(name = "assessments", description = "评估 / Where plans stand")
public class AssessmentResource {
  private final Reads reads;

  AssessmentResource(Reads reads) {
    this.reads = reads;
  }

  /** Assesses the targets of a plan. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "assessPlan",
      summary = "规划进展评估 / Where a plan stands on a day",
      description =
          "对已采纳的每个目标给出结论、方法及所用数据；on 缺省为今日；method 缺省时，已到截止日的用达标判定，未到的用时间进度法。"
              + "完成情况与数据所属统计期末的时间进度比较，数据晚出不算工作滞后。各筛选条件可并用，各结论的个数随之。"
              + " / A verdict on each adopted target, with its method and all it stands on. on is today unless given. Unless a method is given, targets whose deadline is over are judged by attainment, all others by time progress. "
              + "What is done is held against the time gone when the figure's period ended: a late figure is no late work. Filters may be combined, and the counts are of what passes them.")
  @APIResponseSchema(
      value = Assessment.class,
      responseDescription = "The verdicts; of CSV and XLSX the targets' lines")
  public Response get(
      @QueryParam("plan")
          @Parameter(description = "规划 / Code of the plan", required = true, example = "500106-145")
          @Nullable String plan,
      @QueryParam("method")
          @Parameter(
              description = "评估方法 / The method for all targets",
              example = "attainment",
              schema = @Schema(implementation = AssessmentMethod.class))
          @Nullable String method,
      @BeanParam AssessmentFilter filter,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    var chosen = refusals.word("method", method, AssessmentMethod.class);
    var passing = filter.read(refusals);
    refusals.throwIfAny();
    return reads.computedOn(
        form,
        (states, on) -> Assessment.of(code, chosen, on, states).of(passing),
        AssessmentLine.class);
  }
}
