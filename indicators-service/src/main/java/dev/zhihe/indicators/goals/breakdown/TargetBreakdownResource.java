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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The check of breakdowns, computed for each request. */
@Path("/v1/target-breakdowns")
public class TargetBreakdownResource {
  private final Reads reads;

  TargetBreakdownResource(Reads reads) {
    this.reads = reads;
  }

  /** Whether the parts of a plan's targets sum to the declared values. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(TargetBreakdown.class)
  public Response checkTargetBreakdowns(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("department") @Nullable String department,
      @QueryParam("year") @Nullable String year,
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
