package dev.zhihe.platforms.registry.alias;

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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Aliases. */
@Path("/v1/aliases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "aliases", description = "别名 / Variants of names")
public class AliasResource {
  private final AliasImport family;
  private final Imports imports;
  private final Reads reads;
  private final Deletions deletions;

  AliasResource(AliasImport family, Imports imports, Reads reads, Deletions deletions) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
    this.deletions = deletions;
  }

  /** A page of aliases. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listAliases", summary = "别名列表 / List of aliases")
  @APIResponseSchema(
      value = AliasView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("area") @Parameter(description = "行政区划代码 / GB/T 2260 code", example = "500106")
          @Nullable String area,
      @QueryParam("name") @Parameter(description = "异名 / The variant", example = "科学城黄金湾·智谷")
          @Nullable String name,
      @QueryParam("canonicalName")
          @Parameter(description = "标准名称 / The name it stands for", example = "黄金湾·智谷")
          @Nullable String canonicalName,
      @QueryParam("entityType") @Parameter(description = "对象类别 / Kind of thing", example = "园区")
          @Nullable String entityType,
      @QueryParam("relation")
          @Parameter(
              description = "关系 / Relation",
              example = "same",
              schema = @Schema(implementation = Relation.class))
          @Nullable String relation,
      @BeanParam ListQuery query) {
    return reads.list(
        Alias.class,
        AliasView.class,
        Filters.none()
            .area("area", area)
            .equal("name", name)
            .equal("canonicalName", canonicalName)
            .equal("entityType", entityType)
            .word("relation", relation, Relation.class),
        query);
  }

  /** One alias. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getAlias", summary = "一个别名 / One alias")
  @APIResponseSchema(
      value = AliasView.class,
      responseDescription = "The alias; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-n002") String code) {
    return reads.item(Alias.class, code);
  }

  /** Deletes an alias that was entered in error. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  @Operation(
      operationId = "deleteAlias",
      summary = "删除误录的别名 / Delete an alias entered in error",
      description =
          "仅用于误录。再次录入同一代码时版本接续。412 和 428 视 If-Match 而定。"
              + " / For what should never have been entered; entered again, its versions go on counting. 404 if it is not there, 412 and 428 as If-Match asks.")
  @APIResponse(responseCode = "204", description = "已删除 / Deleted")
  public Response delete(
      @PathParam("code") @Parameter(example = "500106-n002") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch,
      @QueryParam("reason")
          @Parameter(
              description = "原因，至多 300 字，留作记录 / Why, up to 300 characters, for the record",
              example = "重复录入")
          @Nullable String reason) {
    return deletions.delete(Alias.class, code, ifMatch, reason);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(operationId = "importAliases", summary = "导入别名 / Import aliases")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
