package dev.zhihe.projects.investment.plan;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Investment plans. */
@Path("/v1/investment-plans")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "investment-plans", description = "投资计划 / Investment plans")
public class InvestmentPlanResource {
  private final InvestmentPlans plans;
  private final ChangeLog log;
  private final InvestmentPlanImport family;
  private final Imports imports;
  private final Reads reads;

  InvestmentPlanResource(
      InvestmentPlans plans,
      ChangeLog log,
      InvestmentPlanImport family,
      Imports imports,
      Reads reads) {
    this.plans = plans;
    this.log = log;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of investment plans. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listInvestmentPlans", summary = "投资计划列表 / List of investment plans")
  @APIResponseSchema(
      value = InvestmentPlanView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @QueryParam("project")
          @Parameter(description = "项目 / Code of the project", example = "500106-145-p06")
          @Nullable String project,
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
  @Operation(operationId = "getInvestmentPlan", summary = "一个投资计划 / One investment plan")
  @APIResponseSchema(
      value = InvestmentPlanView.class,
      responseDescription = "The investment plan; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-145-p06-ip1") String code) {
    return reads.item(InvestmentPlan.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importInvestmentPlans",
      summary = "导入投资计划 / Import investment plans",
      description = "新投资计划为草案；已采纳的不接受导入。 / New ones are drafts; adopted ones take no imports.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  /** Adopts every draft of a plan, in one transaction. */
  @POST
  @Path("adoptions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "adoptInvestmentPlans",
      summary = "采纳投资计划 / Adopt the investment plans of a plan",
      description =
          "采纳后公开，且不再接受导入。编制者不得采纳（403）；该规划没有投资计划为 404，均已采纳为 409。"
              + " / Makes every draft public and closed to imports. 403 for whoever edited any of them, 404 if the plan has none, 409 if all are adopted.")
  @APIResponseSchema(
      value = InvestmentPlanAdoption.class,
      responseDescription = "How many were adopted")
  public Response adopt(@Valid @NotNull InvestmentPlanAdoption.Request adoption) {
    var drafts = plans.lockedDraftsOf(adoption.plan());
    if (log.callerChanged(
        InvestmentPlan.class, drafts.stream().map(InvestmentPlan::code).toList())) {
      throw Problem.forbidden(
          "编制和采纳须由不同的人完成",
          "Whoever prepared an investment plan cannot adopt it: another reviewer must");
    }
    drafts.forEach(InvestmentPlan::adopt);
    log.updated(drafts, null);
    return Response.ok(new InvestmentPlanAdoption(adoption.plan(), drafts.size())).build();
  }
}
