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
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Scorecards: assessments by group, computed on every call. */
@Path("/v1/scorecards")
public class ScorecardResource {
  private final Reads reads;
  private final Editions editions;

  ScorecardResource(Reads reads, Editions editions) {
    this.reads = reads;
    this.editions = editions;
  }

  /** The assessment of each group of a plan's targets. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(Scorecards.class)
  public Response getScorecards(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("by") @Nullable String by,
      @QueryParam("method") @Nullable String method,
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
                Assessment.of(code, chosen, on, states, editions.at(states)),
                Objects.requireNonNull(grouping),
                chosen,
                states.asOf()),
        Scorecard.class);
  }
}
