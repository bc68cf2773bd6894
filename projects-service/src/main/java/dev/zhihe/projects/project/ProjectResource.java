package dev.zhihe.projects.project;

import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Projects. */
@Path("/v1/projects")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "projects", description = "项目 / Projects")
public class ProjectResource {
  private final ProjectImport family;
  private final Imports imports;
  private final Reads reads;

  ProjectResource(ProjectImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of projects. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listProjects", summary = "项目列表 / List of projects")
  @APIResponseSchema(
      value = ProjectView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @QueryParam("area") @Parameter(description = "行政区划代码 / GB/T 2260 code", example = "500106")
          @Nullable String area,
      @QueryParam("programme")
          @Parameter(description = "项目类别 / Code of the programme", example = "500106-145-c1")
          @Nullable String programme,
      @QueryParam("leadUnit")
          @Parameter(description = "牵头责任单位之一 / One of the lead units", example = "区科技局")
          @Nullable String leadUnit,
      @QueryParam("tag")
          @Parameter(description = "项目标签之一 / One of the tags", example = "环大学创新生态圈建设项目")
          @Nullable String tag,
      @QueryParam("stage")
          @Parameter(
              description = "进展阶段 / Stage",
              example = "construction",
              schema = @Schema(implementation = Stage.class))
          @Nullable String stage,
      @BeanParam ListQuery query) {
    return reads.list(
        Project.class,
        ProjectView.class,
        Filters.none()
            .equal("plan", plan)
            .area("area", area)
            .equal("programme", programme)
            .containing("leadUnits", leadUnit)
            .containing("tags", tag)
            .word("stage", stage, Stage.class),
        query);
  }

  /** One project. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getProject", summary = "一个项目 / One project")
  @APIResponseSchema(
      value = ProjectView.class,
      responseDescription = "The project; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-145-p06") String code) {
    return reads.item(Project.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(operationId = "importProjects", summary = "导入项目 / Import projects")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
