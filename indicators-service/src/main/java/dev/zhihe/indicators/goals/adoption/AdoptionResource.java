package dev.zhihe.indicators.goals.adoption;

import dev.zhihe.indicators.IndicatorsAct;
import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.indicators.plan.PlanView;
import dev.zhihe.indicators.plan.Plans;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * A reviewer puts a plan and all its targets in force. The reviewer must not have prepared any of
 * them.
 */
@Path("/v1/plans/{code}/adoption")
@Produces(MediaType.APPLICATION_JSON)
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
  @APIResponseSchema(PlanView.class)
  public Response adoptPlan(String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var plan = plans.locked(code);
    IfMatch.require(ifMatch, plan);
    plan.requireDraft();
    var drafts = targets.lockedDraftsOf(code);
    review.requireSecondPerson(
        IndicatorsAct.ADOPT_PLAN, Stream.concat(Stream.of(plan), drafts.stream()).toList());
    plan.adopt();
    drafts.forEach(Target::adopt);
    targets.renewContradictions(drafts);
    log.updated(plan, null);
    log.updated(drafts, null);
    return Written.ok(plan);
  }
}
