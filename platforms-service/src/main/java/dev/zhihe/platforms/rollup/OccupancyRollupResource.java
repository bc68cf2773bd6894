package dev.zhihe.platforms.rollup;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.platforms.registry.goal.PlatformTarget;
import dev.zhihe.platforms.registry.goal.PlatformTargetView;
import dev.zhihe.platforms.supervision.obligation.MeasuredDays;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Roll-ups of accepted occupancy reports. */
@Path("/v1/occupancy-rollups")
public class OccupancyRollupResource {
  private final OccupancySums sums;
  private final PlatformReports reports;
  private final MeasuredDays days;
  private final Reads reads;

  OccupancyRollupResource(
      OccupancySums sums, PlatformReports reports, MeasuredDays days, Reads reads) {
    this.sums = sums;
    this.reports = reports;
    this.days = days;
    this.reads = reads;
  }

  /** What accepted reports add up to. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(OccupancyRollup.class)
  public Response getOccupancyRollup(
      @BeanParam RollupParameters given, @BeanParam FormatQuery form) {
    var question = OccupancyQuestion.of(given);
    return reads.computed(
        form,
        states ->
            OccupancyRollup.of(
                question,
                sums.of(question, states),
                sums.platforms(question.ofPlatforms(), states),
                states.validOn()),
        OccupancyLine.class);
  }

  /** Whether platforms reach their targets. */
  @GET
  @Path("targets")
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(GoalJudgements.class)
  public Response judgePlatformTargets(
      @QueryParam("area") @Nullable String area,
      @QueryParam("platform") @Nullable String platform,
      @QueryParam("kind") @Nullable String kind,
      @BeanParam FormatQuery form) {
    var question = OccupancyQuestion.ofTargets(area, platform, kind);
    Function<States, GoalJudgements> judged =
        states -> {
          var targets =
              states
                  .publicStates(
                      PlatformTarget.class,
                      PlatformTargetView.class,
                      Filters.none().equal("area", area).equal("platform", platform))
                  .stream()
                  .filter(target -> target.closedBy() == null)
                  .toList();
          return GoalJudgements.of(
              question, targets, reports.of(targets, question, states), days.of(states));
        };
    return days.isNamed()
        ? reads.computed(form, judged, GoalJudgement.class)
        : reads.computed(form, days.tag(), judged, GoalJudgement.class);
  }
}
