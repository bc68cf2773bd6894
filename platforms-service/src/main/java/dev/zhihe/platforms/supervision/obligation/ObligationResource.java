package dev.zhihe.platforms.supervision.obligation;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ComputedLists;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Who owes which report: computed on every call. The bureau sees all; an operator sees its own
 * alone, and another's as if it did not exist.
 */
@Path("/v1/occupancy-obligations")
public class ObligationResource {
  private final Obligations obligations;
  private final MeasuredDays days;
  private final ComputedLists lists;
  private final Reads reads;
  private final Caller caller;

  ObligationResource(
      Obligations obligations, MeasuredDays days, ComputedLists lists, Reads reads, Caller caller) {
    this.obligations = obligations;
    this.days = days;
    this.lists = lists;
    this.reads = reads;
    this.caller = caller;
  }

  /** A page of obligations. */
  @GET
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(ObligationLine.Page.class)
  public Response listOccupancyObligations(
      @QueryParam("area") @Nullable String area,
      @QueryParam("period") @Nullable String period,
      @QueryParam("platform") @Nullable String platform,
      @QueryParam("operator") @Nullable String operator,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("state") @Nullable String state,
      @QueryParam("late") @Nullable String late,
      @QueryParam("missedTwice") @Nullable String missedTwice,
      @BeanParam ListQuery query) {
    var question =
        ObligationQuestion.of(area, period, platform, operator, kind, state, late, missedTwice);
    if (caller.inBureau()) {
      question.requireBounds();
    }
    return lists.of(
        query,
        question.values(),
        days.tag(),
        ObligationLine.class,
        ObligationLine::key,
        (states, after, line) -> each(question, states, after, line));
  }

  /** Obligations by state, and the backlog of reviewers. */
  @GET
  @Path("summary")
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(ObligationSummary.class)
  public Response getOccupancyObligationSummary(
      @QueryParam("area") @Nullable String area,
      @QueryParam("period") @Nullable String period,
      @QueryParam("operator") @Nullable String operator,
      @QueryParam("kind") @Nullable String kind,
      @BeanParam FormatQuery form) {
    var question = ObligationQuestion.of(area, period, null, operator, kind, null, null, null);
    return reads.computed(
        form, days.tag(), states -> summary(question, states), ObligationSummaryLine.class);
  }

  private ObligationSummary summary(ObligationQuestion question, States states) {
    var periods = new TreeMap<String, ObligationCounts>();
    var total = new ObligationCounts(null, null);
    // Whether a report is there is told before it is accepted, also by a number.
    states.alsoTell(1);
    if (isAnybody()) {
      obligations.count(
          question,
          organisation(),
          states,
          days.of(states),
          (line, times) -> {
            periods
                .computeIfAbsent(
                    line.period(), period -> new ObligationCounts(period, line.periodName()))
                .add(line, times);
            total.add(line, times);
          });
    }
    return new ObligationSummary(
        days.of(states),
        periods.values().stream().map(ObligationCounts::line).toList(),
        total.line());
  }

  private void each(
      ObligationQuestion question, States states, String after, Predicate<ObligationLine> line) {
    // Whether a report is there is told before it is accepted, also by an empty list.
    states.alsoTell(1);
    if (isAnybody()) {
      obligations.each(question, organisation(), states, days.of(states), after, line);
    }
  }

  /** Whose lines the caller sees: those of its organisation, or all if null. */
  private @Nullable String organisation() {
    return caller.inBureau() ? null : caller.organisation();
  }

  /** False for an operator whose token names no organisation. */
  private boolean isAnybody() {
    return caller.inBureau() || caller.organisation() != null;
  }
}
