package dev.zhihe.indicators.dictionary.indicator;

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

/** The dictionary of indicators. */
@Path("/v1/indicators")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "indicators", description = "指标 / The dictionary of indicators")
public class IndicatorResource {
  private final IndicatorImport family;
  private final Imports imports;
  private final Reads reads;

  IndicatorResource(IndicatorImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of the dictionary. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listIndicators", summary = "指标列表 / List of indicators")
  @APIResponseSchema(
      value = IndicatorView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan")
          @Parameter(description = "使用该指标的规划 / Code of a plan that uses it", example = "500106-145")
          @Nullable String plan,
      @QueryParam("kind")
          @Parameter(
              description = "指标种类 / Kind",
              example = "headline",
              schema = @Schema(implementation = IndicatorKind.class))
          @Nullable String kind,
      @QueryParam("unit") @Parameter(description = "计量单位 / Unit, as printed", example = "%")
          @Nullable String unit,
      @QueryParam("category") @Parameter(description = "类别 / Category", example = "创新投入")
          @Nullable String category,
      @QueryParam("leadDepartment")
          @Parameter(description = "牵头部门 / Department that answers for it", example = "区科技局")
          @Nullable String leadDepartment,
      @BeanParam ListQuery query) {
    return reads.list(
        Indicator.class,
        IndicatorView.class,
        Filters.none()
            .containing("plans", plan)
            .word("kind", kind, IndicatorKind.class)
            .equal("unit", unit)
            .equal("category", category)
            .equal("leadDepartment", leadDepartment),
        query);
  }

  /** One indicator. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getIndicator", summary = "一个指标 / One indicator")
  @APIResponseSchema(
      value = IndicatorView.class,
      responseDescription = "The indicator; its ETag is its version")
  public Response get(
      @PathParam("code") @Parameter(example = "rd-expenditure-to-gdp") String code) {
    return reads.item(Indicator.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importIndicators",
      summary = "导入指标 / Import indicators",
      description =
          "numerator、denominator 给出的指标由系统计算：同一地区、板块、范围和统计期两者俱备时为 numerator ÷ denominator × factor，四舍五入到 4 位小数，任一变动即重算，其 derivedFrom 列出所用观测值及版本；两者须先行导入。指标不删除，以 retiredOn 停用。"
              + " / An indicator with a numerator and a denominator is computed: wherever there is a figure of both for an area, board, scope and period, it is numerator ÷ denominator × factor, rounded half up to 4 decimals, made anew whenever either changes; its derivedFrom names observations and versions. The two are imported first. Nothing is deleted: an indicator is retired by retiredOn.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
