package dev.zhihe.projects.document.list;

import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Deletions;
import dev.zhihe.kit.writes.Write;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Project lists. */
@Path("/v1/project-lists")
@Produces(MediaType.APPLICATION_JSON)
public class ProjectListResource {
  private final ProjectListImport family;
  private final Imports imports;
  private final Reads reads;
  private final Deletions deletions;

  ProjectListResource(ProjectListImport family, Imports imports, Reads reads, Deletions deletions) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
    this.deletions = deletions;
  }

  /** A page of items of project lists. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(ProjectListItemView.Page.class)
  public Response listProjectLists(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("source") @Nullable String source,
      @QueryParam("group") @Nullable String group,
      @QueryParam("project") @Nullable String project,
      @BeanParam ListQuery query) {
    return reads.list(
        ProjectListItem.class,
        ProjectListItemView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("source", source)
            .equal("group", group)
            .equal("project", project),
        query);
  }

  /** One item. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(ProjectListItemView.class)
  public Response getProjectListItem(String code) {
    return reads.item(ProjectListItem.class, code);
  }

  /** Deletes an item that was entered in error. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response deleteProjectListItem(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
    return deletions.delete(ProjectListItem.class, code, ifMatch, reason);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importProjectLists(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
