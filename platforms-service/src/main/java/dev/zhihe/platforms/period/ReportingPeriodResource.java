package dev.zhihe.platforms.period;

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

/** Reporting periods. */
@Path("/v1/reporting-periods")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reporting-periods", description = "填报期 / Spans that operators report on")
public class ReportingPeriodResource {
  private final ReportingPeriodImport family;
  private final Imports imports;
  private final Reads reads;

  ReportingPeriodResource(ReportingPeriodImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of reporting periods. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listReportingPeriods", summary = "填报期列表 / List of reporting periods")
  @APIResponseSchema(
      value = ReportingPeriodView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("area") @Parameter(description = "行政区划代码 / GB/T 2260 code", example = "000000")
          @Nullable String area,
      @BeanParam ListQuery query) {
    return reads.list(
        ReportingPeriod.class, ReportingPeriodView.class, Filters.none().area("area", area), query);
  }

  /** One reporting period. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getReportingPeriod", summary = "一个填报期 / One reporting period")
  @APIResponseSchema(
      value = ReportingPeriodView.class,
      responseDescription = "The reporting period; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "000000-2026-m10") String code) {
    return reads.item(ReportingPeriod.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importReportingPeriods",
      summary = "导入填报期 / Import reporting periods",
      description =
          "代码以行政区划代码开头；起始日、截止日、填报截止日、审核截止日依次不得早于前者；同一地区同一起止日只有一个填报期。"
              + " / The code begins with the area's; each of startDate, endDate, dueDate and reviewDueDate is not before the one before it; an area has a span once.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
