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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Progress of policies: computed on every call. */
@Path("/v1/policy-progress")
@Tag(name = "policies")
public class PolicyProgressResource {
  private final Reads reads;

  PolicyProgressResource(Reads reads) {
    this.reads = reads;
  }

  /** The progress of a plan's policies. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "getPolicyProgress",
      summary = "政策进展 / How far the policies of a plan are on a day",
      description =
          "on 缺省为今日；未定应出台日期的以规划期末为准。当日之后出台的，在当日视为起草中。"
              + " / on is today unless given; a policy without a day of its own is due on the plan's last. What was issued after the day asked was still being drafted on it.")
  @APIResponseSchema(
      value = PolicyProgress.class,
      responseDescription = "The policies, the most pressing first; of CSV and XLSX their lines")
  public Response get(
      @QueryParam("plan")
          @Parameter(description = "规划 / Code of the plan", required = true, example = "500106-145")
          @Nullable String plan,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    refusals.throwIfAny();
    return reads.computedOn(
        form, (states, on) -> PolicyProgress.of(code, on, states), PolicyProgress.Line.class);
  }
}
