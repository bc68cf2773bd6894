package dev.zhihe.projects.rollup;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.projects.PositionDays;
import dev.zhihe.projects.ledger.entry.LedgerEntry;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Roll-ups of investment plans and of the ledger. */
@Path("/v1/investment-rollups")
public class InvestmentRollupResource {
  private final RollupSums sums;
  private final PositionDays days;
  private final Reads reads;
  private final UriInfo uri;

  InvestmentRollupResource(RollupSums sums, PositionDays days, Reads reads, UriInfo uri) {
    this.sums = sums;
    this.days = days;
    this.reads = reads;
    this.uri = uri;
  }

  /** The sums of a plan's adopted investment plans and of its ledger. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(InvestmentRollup.class)
  public Response getInvestmentRollup(
      @QueryParam("by") @Nullable String by,
      @QueryParam("plan") @Nullable String plan,
      @BeanParam FormatQuery form) {
    var question = RollupQuestion.of(plan, by);
    // What held on a day is read from the history. Without a day everything counts, and time
    // progress is that of today, or of the day of the position that is asked for.
    var asked = uri.getQueryParameters();
    var asOf = asked.getFirst(Reads.AS_OF);
    return asked.containsKey(Reads.ON) || (asOf != null && !asOf.equals(Cuts.NOW))
        ? reads.computed(
            form,
            states ->
                rollup(
                    question,
                    states,
                    Objects.requireNonNullElseGet(states.validOn(), () -> dayOf(states))),
            InvestmentRollup.Line.class)
        : reads.computedOn(
            form, (states, today) -> rollup(question, states, today), InvestmentRollup.Line.class);
  }

  private LocalDate dayOf(States states) {
    return days.of(Objects.requireNonNull(states.past(LedgerEntry.class), "a past position"));
  }

  private InvestmentRollup rollup(RollupQuestion question, States states, LocalDate day) {
    return InvestmentRollup.of(question, sums.of(question, states), day);
  }
}
