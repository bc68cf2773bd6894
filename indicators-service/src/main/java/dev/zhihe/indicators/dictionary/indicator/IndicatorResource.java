package dev.zhihe.indicators.dictionary.indicator;

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

/** The dictionary of indicators. */
@Path("/v1/indicators")
@Produces(MediaType.APPLICATION_JSON)
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
  public Response listIndicators(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("unit") @Nullable String unit,
      @QueryParam("category") @Nullable String category,
      @QueryParam("leadDepartment") @Nullable String leadDepartment,
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
  @APIResponseSchema(IndicatorView.class)
  public Response getIndicator(String code) {
    return reads.item(Indicator.class, code);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importIndicators(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
