package dev.zhihe.platforms.operator;

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

/** Operators of platforms. */
@Path("/v1/operators")
@Produces(MediaType.APPLICATION_JSON)
public class OperatorResource {
  private final OperatorImport family;
  private final Imports imports;
  private final Reads reads;

  OperatorResource(OperatorImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of operators. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listOperators(
      @QueryParam("area") @Nullable String area,
      @QueryParam("creditCode") @Nullable String creditCode,
      @BeanParam ListQuery query) {
    return reads.list(
        Operator.class,
        OperatorView.class,
        Filters.none().area("area", area).equal("creditCode", creditCode),
        query);
  }

  /** One operator. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(OperatorView.class)
  public Response getOperator(String code) {
    return reads.item(Operator.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed({"editor", "admin"})
  public Response importOperators(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
