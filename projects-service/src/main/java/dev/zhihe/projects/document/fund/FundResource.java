package dev.zhihe.projects.document.fund;

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

/** Funds. */
@Path("/v1/funds")
@Produces(MediaType.APPLICATION_JSON)
public class FundResource {
  private final FundImport family;
  private final Imports imports;
  private final Reads reads;

  FundResource(FundImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of funds. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listFunds(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("source") @Nullable String source,
      @BeanParam ListQuery query) {
    return reads.list(
        Fund.class,
        FundView.class,
        Filters.none().equal("plan", plan).equal("source", source),
        query);
  }

  /** One fund. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(FundView.class)
  public Response getFund(String code) {
    return reads.item(Fund.class, code);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importFunds(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
