package dev.zhihe.projects.project;

import dev.zhihe.kit.imports.ImportOptions;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Projects. */
@Path("/v1/projects")
@Produces(MediaType.APPLICATION_JSON)
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
  public Response listProjects(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("area") @Nullable String area,
      @QueryParam("programme") @Nullable String programme,
      @QueryParam("leadUnit") @Nullable String leadUnit,
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
