package dev.zhihe.projects.document.total;

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

/** Stated totals. */
@Path("/v1/stated-totals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "stated-totals", description = "文件所列合计 / Stated totals")
public class StatedTotalResource {
  private final StatedTotalImport family;
  private final Imports imports;
  private final Reads reads;

  StatedTotalResource(StatedTotalImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of stated totals. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listStatedTotals", summary = "文件所列合计列表 / List of stated totals")
  @APIResponseSchema(
      value = StatedTotalView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @QueryParam("programme")
          @Parameter(description = "项目类别 / Code of the programme", example = "500106-145-c1")
          @Nullable String programme,
      @QueryParam("source")
          @Parameter(description = "出处 / Where the document states it", example = "chapter-4")
          @Nullable String source,
      @BeanParam ListQuery query) {
    return reads.list(
        StatedTotal.class,
        StatedTotalView.class,
        Filters.none().equal("plan", plan).equal("programme", programme).equal("source", source),
        query);
  }

  /** One stated total. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getStatedTotal", summary = "一个文件所列合计 / One stated total")
  @APIResponseSchema(
      value = StatedTotalView.class,
      responseDescription = "The stated total; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-145-s08") String code) {
    return reads.item(StatedTotal.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(operationId = "importStatedTotals", summary = "导入文件所列合计 / Import stated totals")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
