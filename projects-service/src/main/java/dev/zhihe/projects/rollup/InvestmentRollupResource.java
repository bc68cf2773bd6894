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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Roll-ups of investment plans. */
@Path("/v1/investment-rollups")
public class InvestmentRollupResource {
  private final Reads reads;

  InvestmentRollupResource(Reads reads) {
    this.reads = reads;
  }

  /** The sums of a plan's adopted investment plans. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(InvestmentRollup.class)
  public Response getInvestmentRollup(
      @QueryParam("by") @Nullable String by,
      @QueryParam("plan") @Nullable String plan,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    refusals.requiredWord("by", by, InvestmentRollupBy.class);
    var code = refusals.requiredCode("plan", plan, "500106-145");
    refusals.throwIfAny();
    return reads.computed(
        form, states -> InvestmentRollup.byProgramme(code, states), InvestmentRollup.Line.class);
  }
}
