package dev.zhihe.projects.document.fund;

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

/** Funds. */
@Path("/v1/funds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "funds", description = "基金 / Funds")
public class FundResource {
  private final FundImport family;
  private final Imports imports;
  private final Reads reads;

  FundResource(FundImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of funds. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listFunds", summary = "基金列表 / List of funds")
  @APIResponseSchema(
      value = FundView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @QueryParam("source")
          @Parameter(description = "出处 / Where the document says it", example = "table-13")
          @Nullable String source,
      @BeanParam ListQuery query) {
    return reads.list(
        Fund.class,
        FundView.class,
        Filters.none().equal("plan", plan).equal("source", source),
        query);
  }

  /** One fund. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getFund", summary = "一项基金 / One fund")
  @APIResponseSchema(
      value = FundView.class,
      responseDescription = "The fund; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-145-f01") String code) {
    return reads.item(Fund.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(operationId = "importFunds", summary = "导入基金 / Import funds")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
