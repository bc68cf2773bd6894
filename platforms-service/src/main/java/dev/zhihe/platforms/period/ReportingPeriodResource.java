package dev.zhihe.platforms.period;

import dev.zhihe.kit.imports.ImportOptions;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Reporting periods. */
@Path("/v1/reporting-periods")
@Produces(MediaType.APPLICATION_JSON)
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
  public Response listReportingPeriods(
      @QueryParam("area") @Nullable String area,
      @QueryParam("kind") @Nullable String kind,
      @BeanParam ListQuery query) {
    return reads.list(
        ReportingPeriod.class,
        ReportingPeriodView.class,
        Filters.none().area("area", area).word("kind", kind, PeriodKind.class),
        query);
  }

  /** One reporting period. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(ReportingPeriodView.class)
  public Response getReportingPeriod(String code) {
    return reads.item(ReportingPeriod.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importReportingPeriods(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
