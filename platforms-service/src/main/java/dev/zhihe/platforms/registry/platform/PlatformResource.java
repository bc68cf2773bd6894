package dev.zhihe.platforms.registry.platform;

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

/** Platforms. */
@Path("/v1/platforms")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "platforms", description = "平台 / Platforms")
public class PlatformResource {
  private final PlatformImport family;
  private final Imports imports;
  private final Reads reads;

  PlatformResource(PlatformImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of platforms. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listPlatforms", summary = "平台列表 / List of platforms")
  @APIResponseSchema(
      value = PlatformView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("area") @Parameter(description = "行政区划代码 / GB/T 2260 code", example = "500106")
          @Nullable String area,
      @QueryParam("type")
          @Parameter(
              description = "平台类型 / Type",
              example = "rd_platform",
              schema = @Schema(implementation = PlatformType.class))
          @Nullable String type,
      @QueryParam("category") @Parameter(description = "类别 / Category as printed", example = "集成电路")
          @Nullable String category,
      @QueryParam("stage")
          @Parameter(
              description = "进展阶段 / Stage",
              example = "construction",
              schema = @Schema(implementation = Stage.class))
          @Nullable String stage,
      @QueryParam("responsibleUnit")
          @Parameter(description = "责任单位之一 / One of the responsible units", example = "区科技局")
          @Nullable String responsibleUnit,
      @QueryParam("operator")
          @Parameter(description = "运营单位 / Code of the operator", example = "000000-op-1")
          @Nullable String operator,
      @QueryParam("project")
          @Parameter(description = "对应项目 / Code of the project", example = "500106-145-p12")
          @Nullable String project,
      @BeanParam ListQuery query) {
    return reads.list(
        Platform.class,
        PlatformView.class,
        Filters.none()
            .area("area", area)
            .word("type", type, PlatformType.class)
            .equal("category", category)
            .word("stage", stage, Stage.class)
            .containing("responsibleUnits", responsibleUnit)
            .equal("operator", operator)
            .equal("project", project),
        query);
  }

  /** One platform. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getPlatform", summary = "一个平台 / One platform")
  @APIResponseSchema(
      value = PlatformView.class,
      responseDescription = "The platform; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-pf-035") String code) {
    return reads.item(Platform.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(operationId = "importPlatforms", summary = "导入平台 / Import platforms")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
