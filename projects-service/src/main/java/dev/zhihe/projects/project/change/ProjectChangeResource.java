package dev.zhihe.projects.project.change;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.ActStatus;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Deletions;
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
 * Changes of projects: an editor drafts and submits; a reviewer approves or returns. Only an
 * approval changes projects and investment plans.
 */
@Path("/v1/project-changes")
@Produces(MediaType.APPLICATION_JSON)
public class ProjectChangeResource {
  private final ProjectChanges changes;
  private final ChangeDrafting drafting;
  private final ChangeApproval approval;
  private final Review review;
  private final ChangeLog log;
  private final Deletions deletions;
  private final ProjectChangeImport family;
  private final Imports imports;
  private final Reads reads;

  ProjectChangeResource(
      ProjectChanges changes,
      ChangeDrafting drafting,
      ChangeApproval approval,
      Review review,
      ChangeLog log,
      Deletions deletions,
      ProjectChangeImport family,
      Imports imports,
      Reads reads) {
    this.changes = changes;
    this.drafting = drafting;
    this.approval = approval;
    this.review = review;
    this.log = log;
    this.deletions = deletions;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of the changes that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listProjectChanges(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("status") @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        ProjectChange.class,
        ProjectChangeView.class,
        Filters.none()
            .equal("plan", plan)
            .containing("projects", project)
            .word("kind", kind, ProjectChangeKind.class)
            .word("status", status, ActStatus.class),
        query);
  }

  /** One change. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(ProjectChangeView.class)
  public Response getProjectChange(String code) {
    return reads.item(ProjectChange.class, code);
  }

  /** Drafts a change. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(value = ProjectChangeView.class, responseCode = "201")
  public Response draftProjectChange(
      @Valid @NotNull(message = "必填 / required") NewProjectChange given) {
    var change = log.created(drafting.draft(given));
    return Written.created(change)
        .header(HttpHeaders.LOCATION, "/v1/project-changes/" + change.code())
        .build();
  }

  /** Changes a change before it is submitted. */
  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(ProjectChangeView.class)
  public Response changeProjectChange(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewProjectChange given) {
    var change = begin(ProjectsAct.CHANGE_PROJECT_CHANGE, code, ifMatch);
    drafting.redraft(change, given);
    log.updated(change, null);
    return Written.ok(change);
  }

  /** Deletes a change before it is submitted. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response deleteProjectChange(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
    begin(ProjectsAct.DELETE_PROJECT_CHANGE, code, ifMatch).require(Step.DELETE);
    return deletions.delete(ProjectChange.class, code, ifMatch, reason);
  }

  /** Submits a change. */
  @POST
  @Path("{code}/submission")
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(ProjectChangeView.class)
  public Response submitProjectChange(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var change = begin(ProjectsAct.SUBMIT_PROJECT_CHANGE, code, ifMatch);
    drafting.submit(change);
    log.updated(change, null);
    return Written.ok(change);
  }

  /** Approves a change. Its projects join or leave the plan from its first day on. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ProjectChangeView.class)
  public Response approveProjectChange(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var change = begin(ProjectsAct.APPROVE_PROJECT_CHANGE, code, ifMatch);
    approval.approve(change);
    return Written.ok(change);
  }

  /** Returns a change to its editors. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ProjectChangeView.class)
  public Response returnProjectChange(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") ProjectChangeReturn answer) {
    var change = begin(ProjectsAct.RETURN_PROJECT_CHANGE, code, ifMatch);
    review.sendBack(List.of(change), answer.reason(), ProjectChange::sendBack);
    return Written.ok(change);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importProjectChanges(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  private ProjectChange begin(Act act, String code, @Nullable String ifMatch) {
    return review.begin(act, changes.locked(code), ifMatch);
  }
}
