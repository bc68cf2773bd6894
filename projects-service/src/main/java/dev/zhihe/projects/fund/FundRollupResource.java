package dev.zhihe.projects.fund;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.projects.document.fund.Fund;
import dev.zhihe.projects.document.fund.FundView;
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

/** Roll-ups of fund positions. */
@Path("/v1/fund-rollups")
public class FundRollupResource {
  private final LatestPositions positions;
  private final Reads reads;

  FundRollupResource(LatestPositions positions, Reads reads) {
    this.positions = positions;
    this.reads = reads;
  }

  /** What the funds of a plan have committed, raised and invested, beside what is stated. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(FundRollup.class)
  public Response getFundRollup(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("by") @Nullable String by,
      @QueryParam("source") @Nullable String source,
      @BeanParam FormatQuery form) {
    var question = FundRollupQuestion.of(plan, by, source);
    return reads.computed(
        form,
        states ->
            FundRollup.of(
                question,
                states.publicStates(
                    Fund.class, FundView.class, Filters.none().equal("plan", question.plan())),
                positions.of(question.plan(), states),
                states.validOn()),
        FundRollup.Line.class);
  }
}
