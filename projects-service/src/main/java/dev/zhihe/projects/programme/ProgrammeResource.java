package dev.zhihe.projects.programme;

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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Programmes. */
@Path("/v1/programmes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "programmes", description = "项目类别 / Programmes")
public class ProgrammeResource {
  private final ProgrammeImport family;
  private final Imports imports;
  private final Reads reads;

  ProgrammeResource(ProgrammeImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of programmes. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listProgrammes", summary = "项目类别列表 / List of programmes")
  @APIResponseSchema(
      value = ProgrammeView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @BeanParam ListQuery query) {
    return reads.list(
        Programme.class, ProgrammeView.class, Filters.none().equal("plan", plan), query);
  }

  /** One programme. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getProgramme", summary = "一个项目类别 / One programme")
  @APIResponseSchema(
      value = ProgrammeView.class,
      responseDescription = "The programme; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-145-c1") String code) {
    return reads.item(Programme.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(operationId = "importProgrammes", summary = "导入项目类别 / Import programmes")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
