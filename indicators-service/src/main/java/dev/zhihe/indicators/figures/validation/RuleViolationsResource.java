package dev.zhihe.indicators.figures.validation;

import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Filters;
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

/** Violations of validation rules, computed on every call. */
@Path("/v1/rule-violations")
@Tag(name = "validation-rules")
public class RuleViolationsResource {
  private final Reads reads;
  private final Caller caller;

  RuleViolationsResource(Reads reads, Caller caller) {
    this.reads = reads;
    this.caller = caller;
  }

  /** The violations in the figures of an area. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "listRuleViolations",
      summary = "违反校验规则之处 / Where the figures of an area break rules",
      description =
          "按地区、板块、范围和统计期逐一核对，规则所需指标均有确切数值的才核对；pending=true（限本单位人员，否则 403）视同待审填报均已公布。"
              + " / Held against each rule, by area, board, scope and period, wherever all its indicators have an exact value. pending=true, for the bureau alone (else 403), is as if all that waits for review were published.")
  @APIResponseSchema(
      value = RuleViolations.class,
      responseDescription = "The violations; of CSV and XLSX they alone")
  public Response list(
      @QueryParam("area")
          @Parameter(description = "行政区划代码 / GB/T 2260 code", required = true, example = "500106")
          @Nullable String area,
      @QueryParam("period")
          @Parameter(
              description = "统计期，须完全相同；缺省为全部 / Exactly this period; absent: all",
              example = "2022",
              schema = @Schema(implementation = String.class, pattern = "^" + Period.FORM + "$"))
          @Nullable String period,
      @QueryParam("rule") @Parameter(description = "规则 / Code of a rule", example = "rd-within-gdp")
          @Nullable String rule,
      @QueryParam("severity")
          @Parameter(
              description = "严重程度 / What follows from breaking it",
              example = "error",
              schema = @Schema(implementation = RuleSeverity.class))
          @Nullable String severity,
      @QueryParam("pending")
          @Parameter(
              description = "是否视同待审填报均已公布 / As if all that waits for review were published",
              example = "false",
              schema = @Schema(implementation = Boolean.class, defaultValue = "false"))
          @Nullable String pending,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var place = refusals.requiredCode("area", area, "500106");
    var chosen = refusals.word("severity", severity, RuleSeverity.class);
    if (pending != null && !pending.equals("true") && !pending.equals("false")) {
      refusals.add("pending", pending, "pending 应为 true 或 false", "pending is true or false");
    }
    refusals.throwIfAny();
    var asked =
        new RuleViolations.Question(
            Objects.requireNonNull(Filters.areaCode("area", place)),
            Period.filter(period),
            rule,
            chosen,
            Boolean.parseBoolean(pending));
    if (asked.pending() && !caller.inBureau()) {
      throw Problem.forbidden("待审填报只供本单位人员查看", "what waits for review is for the bureau alone");
    }
    return reads.computed(form, states -> RuleViolations.of(asked, states), RuleViolation.class);
  }
}
