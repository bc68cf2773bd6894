package dev.zhihe.projects.document.list;

import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Project lists. */
@Path("/v1/project-lists")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "project-lists", description = "项目清单 / Project lists")
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
  @Operation(
      operationId = "listProjectLists",
      summary = "项目清单条目列表 / List of the items of project lists")
  @APIResponseSchema(
      value = ProjectListItemView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @QueryParam("source")
          @Parameter(description = "出处 / Box, table or prose that has the list", example = "box-1")
          @Nullable String source,
      @QueryParam("group")
          @Parameter(description = "组别 / Group within the list, as printed", example = "沙滨路孵化器集群")
          @Nullable String group,
      @QueryParam("project")
          @Parameter(description = "对应项目 / Code of the project it is", example = "500106-145-p01")
          @Nullable String project,
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
  @Operation(operationId = "getProjectListItem", summary = "项目清单的一个条目 / One item of a project list")
  @APIResponseSchema(
      value = ProjectListItemView.class,
      responseDescription = "The item; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-145-l002") String code) {
    return reads.item(ProjectListItem.class, code);
  }

  /** Takes away what was entered in error. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  @Operation(
      operationId = "deleteProjectListItem",
      summary = "删除误录的项目清单条目 / Delete an item of a project list entered in error",
      description =
          "仅用于误录。再次录入同一代码时版本接续。412 和 428 视 If-Match 而定。"
              + " / For what should never have been entered; entered again, its versions go on counting. 404 if it is not there, 412 and 428 as If-Match asks.")
  @APIResponse(responseCode = "204", description = "已删除 / Deleted")
  public Response delete(
      @PathParam("code") @Parameter(example = "500106-145-l002") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch,
      @QueryParam("reason")
          @Parameter(
              description = "原因，至多 300 字，留作记录 / Why, up to 300 characters, for the record",
              example = "重复录入")
          @Nullable String reason) {
    return deletions.delete(ProjectListItem.class, code, ifMatch, reason);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(operationId = "importProjectLists", summary = "导入项目清单 / Import project lists")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
