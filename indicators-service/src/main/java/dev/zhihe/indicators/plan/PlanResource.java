package dev.zhihe.indicators.plan;

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

/** Plans. */
@Path("/v1/plans")
@Produces(MediaType.APPLICATION_JSON)
public class PlanResource {
  private final PlanImport family;
  private final Imports imports;
  private final Reads reads;

  PlanResource(PlanImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listPlans(@QueryParam("area") @Nullable String area, @BeanParam ListQuery query) {
    return reads.list(Plan.class, PlanView.class, Filters.none().area("area", area), query);
  }

  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(PlanView.class)
  public Response getPlan(String code) {
    return reads.item(Plan.class, code);
  }

  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importPlans(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
