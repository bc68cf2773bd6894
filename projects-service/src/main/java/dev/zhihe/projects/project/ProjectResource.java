package dev.zhihe.projects.project;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.projects.ProjectsAct;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Projects. */
@Path("/v1/projects")
@Produces(MediaType.APPLICATION_JSON)
public class ProjectResource {
  private final Projects projects;
  private final Review review;
  private final ChangeLog log;
  private final InstantSource time;
  private final ProjectImport family;
  private final Imports imports;
  private final Reads reads;

  ProjectResource(
      Projects projects,
      Review review,
      ChangeLog log,
      InstantSource time,
      ProjectImport family,
      Imports imports,
      Reads reads) {
    this.projects = projects;
    this.review = review;
    this.log = log;
    this.time = time;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of projects. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listProjects(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("area") @Nullable String area,
      @QueryParam("programme") @Nullable String programme,
      @QueryParam("leadUnit") @Nullable String leadUnit,
      @QueryParam("participatingUnit") @Nullable String participatingUnit,
      @QueryParam("nationalCode") @Nullable String nationalCode,
      @QueryParam("platform") @Nullable String platform,
      @QueryParam("indicator") @Nullable String indicator,
      @QueryParam("tag") @Nullable String tag,
      @QueryParam("stage") @Nullable String stage,
      @BeanParam ListQuery query) {
    return reads.list(
        Project.class,
        ProjectView.class,
        Filters.none()
            .equal("plan", plan)
            .area("area", area)
            .equal("programme", programme)
            .containing("leadUnits", leadUnit)
            .containing("participatingUnits", participatingUnit)
            .equal("nationalCode", nationalCode)
            .containing("platforms", platform)
            .containing("indicators", indicator)
            .containing("tags", tag)
            .word("stage", stage, ProjectStage.class),
        query);
  }

  /** One project. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(ProjectView.class)
  public Response getProject(String code) {
    return reads.item(Project.class, code);
  }

  /** Moves a project to another stage. */
  @POST
  @Path("{code}/stage-changes")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(ProjectView.class)
  public Response changeProjectStage(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewStageChange given) {
    var project = review.begin(ProjectsAct.CHANGE_PROJECT_STAGE, projects.locked(code), ifMatch);
    var change = given.change();
    project.changeStage(change, Days.of(time.instant()));
    log.updated(project, change.reason());
    return Written.ok(project);
  }

  /** Takes back the last change of a project's stage, which was entered in error. */
  @DELETE
  @Path("{code}/stage-changes/last")
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(ProjectView.class)
  public Response withdrawStageChange(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
    var project = review.begin(ProjectsAct.WITHDRAW_STAGE_CHANGE, projects.locked(code), ifMatch);
    project.withdrawStageChange();
    log.updated(project, reason);
    return Written.ok(project);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importProjects(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
