package dev.zhihe.platforms.alias;

import dev.zhihe.kit.http.Filters;
import dev.zhihe.kit.http.ListQuery;
import dev.zhihe.kit.http.Reads;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
import dev.zhihe.kit.imports.Imports;
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

/** Aliases. */
@Path("/v1/aliases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "aliases", description = "别名 / Variants of names")
public class AliasResource {
  private final AliasImport family;
  private final Imports imports;
  private final Reads reads;

  AliasResource(AliasImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of aliases. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, Imports.CSV, Imports.XLSX})
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

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({Imports.CSV, Imports.NDJSON, Imports.XLSX})
  @Produces({MediaType.APPLICATION_JSON, Imports.XLSX})
  @RolesAllowed("editor")
  @Operation(operationId = "importAliases", summary = "导入别名 / Import aliases")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
