package dev.zhihe.projects.investment.plan;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.projects.ProjectsAct;
import dev.zhihe.projects.project.DepartedDrafts;
import dev.zhihe.projects.project.Projects;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Investment plans. */
@Path("/v1/investment-plans")
@Produces(MediaType.APPLICATION_JSON)
public class InvestmentPlanResource {
  private final InvestmentPlans plans;
  private final Projects projects;
  private final DepartedDrafts departed;
  private final Review review;
  private final ChangeLog log;
  private final InvestmentPlanImport family;
  private final Imports imports;
  private final Reads reads;

  InvestmentPlanResource(
      InvestmentPlans plans,
      Projects projects,
      DepartedDrafts departed,
      Review review,
      ChangeLog log,
      InvestmentPlanImport family,
      Imports imports,
      Reads reads) {
    this.plans = plans;
    this.projects = projects;
    this.departed = departed;
    this.review = review;
    this.log = log;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of investment plans. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listInvestmentPlans(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @BeanParam ListQuery query) {
    return reads.list(
        InvestmentPlan.class,
        InvestmentPlanView.class,
        Filters.none().equal("plan", plan).equal("project", project),
        query);
  }

  /** One investment plan. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(InvestmentPlanView.class)
  public Response getInvestmentPlan(String code) {
    return reads.item(InvestmentPlan.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importInvestmentPlans(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  /**
   * Adopts every draft of a plan, in one transaction. Drafts of projects that left the plan are
   * deleted.
   */
  @POST
  @Path("adoptions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(InvestmentPlanAdoption.class)
  public Response adoptInvestmentPlans(@Valid @NotNull InvestmentPlanAdoption.Request adoption) {
    projects.holdAllOf(adoption.plan());
    var found = plans.lockedDraftsOf(adoption.plan());
    var drafts =
        departed.discard(
            found,
            projects.departures(found.stream().map(InvestmentPlan::project).toList()),
            InvestmentPlan::project,
            (draft, left) -> true);
    review.requireSecondPerson(ProjectsAct.ADOPT_INVESTMENT_PLANS, drafts);
    plans.requireFirstAdoption(adoption.plan(), drafts);
    drafts.forEach(InvestmentPlan::adopt);
    log.updated(drafts, null);
    return Response.ok(new InvestmentPlanAdoption(adoption.plan(), drafts.size())).build();
  }
}
