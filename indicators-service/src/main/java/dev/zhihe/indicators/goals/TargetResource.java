package dev.zhihe.indicators.goals;

import dev.zhihe.indicators.dictionary.indicator.Measure;
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

/** Targets. */
@Path("/v1/targets")
@Produces(MediaType.APPLICATION_JSON)
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
  public Response listTargets(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("indicator") @Nullable String indicator,
      @QueryParam("area") @Nullable String area,
      @QueryParam("year") @Nullable String year,
      @QueryParam("measure") @Nullable String measure,
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
  @APIResponseSchema(TargetView.class)
  public Response getTarget(String code) {
    return reads.item(Target.class, code);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importTargets(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
