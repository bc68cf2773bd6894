package dev.zhihe.indicators.dictionary.codelist;

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

/** Codelists. */
@Path("/v1/codelists")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "codelists", description = "代码表 / Areas, boards, departments, categories and units")
public class CodelistResource {
  private final CodelistImport family;
  private final Imports imports;
  private final Reads reads;

  CodelistResource(CodelistImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of entries. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "listCodelistEntries",
      summary = "代码表条目列表 / List of codelist entries",
      description =
          "on 只列当日启用的；asOf 为当时所知的代码表。 / on lists those in use on the day; asOf the tables as they were known then.")
  @APIResponseSchema(
      value = CodelistEntryView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("list")
          @Parameter(
              description = "代码表 / The table",
              example = "areas",
              schema = @Schema(implementation = Codelist.class))
          @Nullable String list,
      @QueryParam("area") @Parameter(description = "行政区划代码 / GB/T 2260 code", example = "500106")
          @Nullable String area,
      @BeanParam ListQuery query) {
    return reads.list(
        CodelistEntry.class,
        CodelistEntryView.class,
        Filters.none().word("list", list, Codelist.class).area("area", area),
        query);
  }

  /** One entry. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getCodelistEntry", summary = "一个代码表条目 / One codelist entry")
  @APIResponseSchema(
      value = CodelistEntryView.class,
      responseDescription = "The entry; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "area-500106") String code) {
    return reads.item(CodelistEntry.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importCodelists",
      summary = "导入代码表 / Import codelists",
      description = "条目不删除，以 validUntil 停用。 / Entries are not deleted: validUntil ends their use.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
