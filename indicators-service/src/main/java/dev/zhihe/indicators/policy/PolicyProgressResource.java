package dev.zhihe.indicators.policy;

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

/** Progress of policies: computed on every call. */
@Path("/v1/policy-progress")
public class PolicyProgressResource {
  private final Reads reads;

  PolicyProgressResource(Reads reads) {
    this.reads = reads;
  }

  /** The progress of a plan's policies. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(PolicyProgress.class)
  public Response getPolicyProgress(
      @QueryParam("plan") @Nullable String plan, @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    refusals.throwIfAny();
    return reads.computedOn(
        form, (states, on) -> PolicyProgress.of(code, on, states), PolicyProgress.Line.class);
  }
}
