package dev.zhihe.indicators.goals.adoption;

import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.indicators.plan.PlanView;
import dev.zhihe.indicators.plan.Plans;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Adoption: a reviewer puts a plan and all its targets in force, and none of it may be of the
 * reviewer's own making.
 */
@Path("/v1/plans/{code}/adoption")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "plans")
public class AdoptionResource {
  private final Plans plans;
  private final Targets targets;
  private final Review review;
  private final ChangeLog log;

  AdoptionResource(Plans plans, Targets targets, Review review, ChangeLog log) {
    this.plans = plans;
    this.targets = targets;
    this.review = review;
    this.log = log;
  }

  /** Adopts a plan, in one transaction with its targets. */
  @POST
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "adoptPlan",
      summary = "采纳规划 / Adopt a plan and its targets",
      description =
          "Makes the plan and its targets public and closed to imports. 409 if it is adopted already, 403 for whoever edited any of them, 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = PlanView.class,
      responseDescription = "The adopted plan; its ETag is its version")
  public Response adopt(
      @PathParam("code") @Parameter(example = "500106-145") String code,
      @HeaderParam("If-Match") @Parameter(description = "The plan's ETag", example = "\"v1\"")
          @Nullable String ifMatch) {
    var plan = plans.locked(code);
    IfMatch.require(ifMatch, plan);
    plan.requireDraft();
    var drafts = targets.lockedDraftsOf(code);
    review.requireSecondPerson(
        Act.ADOPT_PLAN, Stream.concat(Stream.of(plan), drafts.stream()).toList());
    plan.adopt();
    drafts.forEach(Target::adopt);
    log.updated(plan, null);
    log.updated(drafts, null);
    return Written.ok(plan);
  }
}
