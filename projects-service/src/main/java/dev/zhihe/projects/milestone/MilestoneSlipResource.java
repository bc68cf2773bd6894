package dev.zhihe.projects.milestone;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.projects.PositionDays;
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
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The slips of milestones. */
@Path("/v1/milestone-slips")
public class MilestoneSlipResource {
  private final Reads reads;
  private final PositionDays days;
  private final UriInfo uri;

  MilestoneSlipResource(Reads reads, PositionDays days, UriInfo uri) {
    this.reads = reads;
    this.days = days;
    this.uri = uri;
  }

  /** How far the milestones of a plan slip. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(MilestoneSlips.class)
  public Response getMilestoneSlips(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @QueryParam("status") @Nullable String status,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    var listed = refusals.word("status", status, MilestoneStatus.class);
    refusals.throwIfAny();
    var filters = Filters.none().equal("plan", code).equal("project", project);
    BiFunction<States, LocalDate, MilestoneSlips> slips =
        (states, day) ->
            MilestoneSlips.of(
                code,
                states.publicStates(Milestone.class, MilestoneView.class, filters),
                listed,
                day);
    // What was known at a past position is measured by the day of that position, so that the
    // answer never changes. Milestones are valid on every day, so on only sets the day.
    var asOf = uri.getQueryParameters().getFirst(Reads.AS_OF);
    return asOf == null || asOf.equals(Cuts.NOW)
        ? reads.computedOn(form, slips, MilestoneSlips.Line.class)
        : reads.computed(
            form, states -> slips.apply(states, dayOf(states)), MilestoneSlips.Line.class);
  }

  private LocalDate dayOf(States states) {
    return Objects.requireNonNullElseGet(
        states.validOn(),
        () -> days.of(Objects.requireNonNull(states.past(Milestone.class), "a past position")));
  }
}
