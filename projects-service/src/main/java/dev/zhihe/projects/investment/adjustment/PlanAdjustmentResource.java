package dev.zhihe.projects.investment.adjustment;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Deletions;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.projects.ProjectsAct;
import dev.zhihe.projects.investment.plan.InvestmentPlans;
import dev.zhihe.projects.project.Projects;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Adjustments: an editor drafts and submits; a reviewer approves or returns. Only an approval
 * changes the investment plan.
 */
@Path("/v1/plan-adjustments")
@Produces(MediaType.APPLICATION_JSON)
public class PlanAdjustmentResource {
  private final PlanAdjustments adjustments;
  private final InvestmentPlans plans;
  private final Projects projects;
  private final PlanDrafting drafting;
  private final Review review;
  private final ChangeLog log;
  private final Deletions deletions;
  private final PlanAdjustmentImport family;
  private final Imports imports;
  private final Reads reads;

  PlanAdjustmentResource(
      PlanAdjustments adjustments,
      InvestmentPlans plans,
      Projects projects,
      PlanDrafting drafting,
      Review review,
      ChangeLog log,
      Deletions deletions,
      PlanAdjustmentImport family,
      Imports imports,
      Reads reads) {
    this.adjustments = adjustments;
    this.plans = plans;
    this.projects = projects;
    this.drafting = drafting;
    this.review = review;
    this.log = log;
    this.deletions = deletions;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of the adjustments that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listPlanAdjustments(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @QueryParam("investmentPlan") @Nullable String investmentPlan,
      @QueryParam("status") @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        PlanAdjustment.class,
        PlanAdjustmentView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("project", project)
            .equal("investmentPlan", investmentPlan)
            .word("status", status, PlanAdjustmentStatus.class),
        query);
  }

  /** One adjustment. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(PlanAdjustmentView.class)
  public Response getPlanAdjustment(String code) {
    return reads.item(PlanAdjustment.class, code);
  }

  /** Drafts an adjustment. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(value = PlanAdjustmentView.class, responseCode = "201")
  public Response draftPlanAdjustment(
      @Valid @NotNull(message = "必填 / required") NewPlanAdjustment given) {
    var adjustment = log.created(drafting.draft(given));
    return Written.created(adjustment)
        .header(HttpHeaders.LOCATION, "/v1/plan-adjustments/" + adjustment.code())
        .build();
  }

  /** Changes an adjustment before it is submitted. */
  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(PlanAdjustmentView.class)
  public Response changePlanAdjustment(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewPlanAdjustment given) {
    var adjustment = begin(ProjectsAct.CHANGE_PLAN_ADJUSTMENT, code, ifMatch);
    drafting.redraft(adjustment, given);
    log.updated(adjustment, null);
    return Written.ok(adjustment);
  }

  /** Deletes an adjustment before it is submitted. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response deletePlanAdjustment(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
    begin(ProjectsAct.DELETE_PLAN_ADJUSTMENT, code, ifMatch).require(Step.DELETE);
    return deletions.delete(PlanAdjustment.class, code, ifMatch, reason);
  }

  /** Submits an adjustment. */
  @POST
  @Path("{code}/submission")
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(PlanAdjustmentView.class)
  public Response submitPlanAdjustment(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var adjustment = begin(ProjectsAct.SUBMIT_PLAN_ADJUSTMENT, code, ifMatch);
    adjustment.submit();
    log.updated(adjustment, null);
    return Written.ok(adjustment);
  }

  /** Approves an adjustment. Another investment plan holds from its first day on. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(PlanAdjustmentView.class)
  public Response approvePlanAdjustment(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var adjustment = begin(ProjectsAct.APPROVE_PLAN_ADJUSTMENT, code, ifMatch);
    projects.locked(
        adjustment.project()); // before the investment plan, as where it leaves its plan
    var adjusted = plans.locked(adjustment.investmentPlan());
    var successor = adjustment.approve(adjusted, plans.successorOf(adjusted));
    log.updated(adjusted, adjustment.reason());
    log.created(successor);
    log.updated(adjustment, null);
    return Written.ok(adjustment);
  }

  /** Returns an adjustment to its editors. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(PlanAdjustmentView.class)
  public Response returnPlanAdjustment(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") PlanAdjustmentReturn answer) {
    var adjustment = begin(ProjectsAct.RETURN_PLAN_ADJUSTMENT, code, ifMatch);
    review.sendBack(List.of(adjustment), answer.reason(), PlanAdjustment::sendBack);
    return Written.ok(adjustment);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importPlanAdjustments(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  private PlanAdjustment begin(Act act, String code, @Nullable String ifMatch) {
    return review.begin(act, adjustments.locked(code), ifMatch);
  }
}
