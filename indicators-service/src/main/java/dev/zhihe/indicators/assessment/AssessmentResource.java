package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.edition.Editions;
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

/** Assessments. They are computed on every call, from public states only. */
@Path("/v1/assessments")
public class AssessmentResource {
  private final Reads reads;
  private final Editions editions;

  AssessmentResource(Reads reads, Editions editions) {
    this.reads = reads;
    this.editions = editions;
  }

  /** Assesses the targets of a plan. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(Assessment.class)
  public Response assessPlan(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("method") @Nullable String method,
      @BeanParam AssessmentFilter filter,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    var chosen = refusals.word("method", method, AssessmentMethod.class);
    var passing = filter.read(refusals);
    refusals.throwIfAny();
    return reads.computedOn(
        form,
        (states, on) -> Assessment.of(code, chosen, on, states, editions.at(states)).of(passing),
        AssessmentLine.class);
  }
}
