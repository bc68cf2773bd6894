package dev.zhihe.indicators.figures.validation;

import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.log.RefusedAccess;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Violations of validation rules, computed on every call. */
@Path("/v1/rule-violations")
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
  @APIResponseSchema(RuleViolations.class)
  public Response listRuleViolations(
      @QueryParam("area") @Nullable String area,
      @QueryParam("period")
          @Parameter(
              schema = @Schema(implementation = String.class, pattern = "^" + Period.FORM + "$"))
          @Nullable String period,
      @QueryParam("rule") @Nullable String rule,
      @QueryParam("severity") @Nullable String severity,
      @QueryParam("pending") @Nullable String pending,
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
      throw Problem.forbidden(
          RefusedAccess.Kind.ROLE,
          new Text("待审填报只供本单位人员查看", "what waits for review is for the bureau alone"));
    }
    return reads.computed(form, states -> RuleViolations.of(asked, states), RuleViolation.class);
  }
}
