package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Measure;
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

/** Targets. */
@Path("/v1/targets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "targets", description = "目标 / Targets")
public class TargetResource {
  private final TargetImport family;
  private final Imports imports;
  private final Reads reads;

  TargetResource(TargetImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of targets. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listTargets", summary = "目标列表 / List of targets")
  @APIResponseSchema(
      value = TargetView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @QueryParam("indicator") @Parameter(description = "指标 / Code of the indicator")
          @Nullable String indicator,
      @QueryParam("area") @Parameter(description = "GB/T 2260 code", example = "500106")
          @Nullable String area,
      @QueryParam("year")
          @Parameter(
              description = "目标年 / Year by whose end it is due",
              example = "2025",
              schema = @Schema(implementation = Integer.class))
          @Nullable String year,
      @QueryParam("measure")
          @Parameter(
              description = "数值口径 / How the value is to be read",
              example = "increment",
              schema = @Schema(implementation = Measure.class))
          @Nullable String measure,
      @BeanParam ListQuery query) {
    return reads.list(
        Target.class,
        TargetView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("indicator", indicator)
            .area("area", area)
            .year("year", year)
            .word("measure", measure, Measure.class),
        query);
  }

  /** One target. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getTarget", summary = "一个目标 / One target")
  @APIResponseSchema(
      value = TargetView.class,
      responseDescription = "The target; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-145-t02") String code) {
    return reads.item(Target.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importTargets",
      summary = "导入目标 / Import targets",
      description =
          "只有草案规划接受导入，已采纳的由目标调整更改。value 按指标的计量单位（表头可注明，如“目标值（亿元）”）；比较符可写 ≥、>、≤、=、区间、左右、定性；range 须有 valueMax；年份 1900–2200；同一指标、地区、板块、范围、年份、出处行仅一条。"
              + " / Only draft plans take targets: what is adopted changes by an adjustment (422 adopted). value is in the indicator's unit, which the header may name; comparators may be written ≥, >, ≤, =, 区间 range, 左右 about or 定性 qualitative; a range needs valueMax; one target per indicator, place, scope, year and line (422 same-thing).")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
