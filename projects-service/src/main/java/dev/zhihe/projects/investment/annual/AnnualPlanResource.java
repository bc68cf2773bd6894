package dev.zhihe.projects.investment.annual;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.projects.ProjectsAct;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Annual plans. */
@Path("/v1/annual-plans")
@Produces(MediaType.APPLICATION_JSON)
public class AnnualPlanResource {
  private final AnnualPlans plans;
  private final Projects projects;
  private final ProjectYears years;
  private final Review review;
  private final ChangeLog log;
  private final AnnualPlanImport family;
  private final Imports imports;
  private final Reads reads;

  AnnualPlanResource(
      AnnualPlans plans,
      Projects projects,
      ProjectYears years,
      Review review,
      ChangeLog log,
      AnnualPlanImport family,
      Imports imports,
      Reads reads) {
    this.plans = plans;
    this.projects = projects;
    this.years = years;
    this.review = review;
    this.log = log;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of annual plans. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listAnnualPlans(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @QueryParam("year") @Nullable String year,
      @BeanParam ListQuery query) {
    return reads.list(
        AnnualPlan.class,
        AnnualPlanView.class,
        Filters.none().equal("plan", plan).equal("project", project).year("year", year),
        query);
  }

  /** One annual plan. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(AnnualPlanView.class)
  public Response getAnnualPlan(String code) {
    return reads.item(AnnualPlan.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importAnnualPlans(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  /**
   * Adopts every draft of a plan for a year, in one transaction. Drafts of projects that left the
   * plan before the year are deleted.
   */
  @POST
  @Path("adoptions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(AnnualPlanAdoption.class)
  public Response adoptAnnualPlans(@Valid @NotNull AnnualPlanAdoption.Request adoption) {
    projects.holdAllOf(adoption.plan());
    var found = plans.lockedDraftsOf(adoption.plan(), adoption.year());
    var drafts =
        plans.withoutDeparted(
            found, projects.departures(found.stream().map(AnnualPlan::project).toList()));
    review.requireSecondPerson(ProjectsAct.ADOPT_ANNUAL_PLANS, drafts);
    requireFit(drafts);
    var inForce = plans.lockedInForce(adoption.plan(), adoption.year());
    var revised =
        drafts.stream()
            .map(AnnualPlan::project)
            .map(inForce::get)
            .filter(Objects::nonNull)
            .toList();
    drafts.forEach(
        draft -> {
          var before = inForce.get(draft.project());
          if (before != null) {
            before.end(draft.view().validFrom());
          }
        });
    // Written first: there is one at a time that none has replaced.
    log.updated(revised, null);
    drafts.forEach(draft -> draft.adopt(inForce.get(draft.project())));
    log.updated(drafts, null);
    return Response.ok(new AnnualPlanAdoption(adoption.plan(), adoption.year(), drafts.size()))
        .build();
  }

  /**
   * 422 naming each draft without a comment that does not fit its phases. The investment plan may
   * have changed since the import.
   */
  private void requireFit(List<AnnualPlan> drafts) {
    var projects = drafts.stream().map(AnnualPlan::project).toList();
    var amounts = years.of(projects, plans.latestOf(projects));
    var rules = new BrokenRules(Map.of());
    for (var draft : drafts) {
      var misfit =
          draft.view().comment() == null ? amounts.misfit(draft.project(), draft.year()) : null;
      if (misfit != null) {
        rules.add(
            "year",
            "comment-required",
            "%1$s：%2$s；请在 comment 说明原因",
            "%1$s: %3$s: say why in its comment",
            draft.code(),
            misfit.zh(),
            misfit.en());
      }
    }
    rules.throwIfAny();
  }
}
