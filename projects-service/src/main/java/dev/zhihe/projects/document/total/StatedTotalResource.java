package dev.zhihe.projects.document.total;

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

/** Stated totals. */
@Path("/v1/stated-totals")
@Produces(MediaType.APPLICATION_JSON)
public class StatedTotalResource {
  private final StatedTotalImport family;
  private final Imports imports;
  private final Reads reads;

  StatedTotalResource(StatedTotalImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of stated totals. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listStatedTotals(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("programme") @Nullable String programme,
      @QueryParam("source") @Nullable String source,
      @BeanParam ListQuery query) {
    return reads.list(
        StatedTotal.class,
        StatedTotalView.class,
        Filters.none().equal("plan", plan).equal("programme", programme).equal("source", source),
        query);
  }

  /** One stated total. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(StatedTotalView.class)
  public Response getStatedTotal(String code) {
    return reads.item(StatedTotal.class, code);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importStatedTotals(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
