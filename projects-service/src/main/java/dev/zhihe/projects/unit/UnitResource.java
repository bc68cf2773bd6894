package dev.zhihe.projects.unit;

import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.reads.FormatQuery;
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

/** Units. */
@Path("/v1/units")
@Produces(MediaType.APPLICATION_JSON)
public class UnitResource {
  private final UnitImport family;
  private final Imports imports;
  private final Reads reads;

  UnitResource(UnitImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of units. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listUnits(
      @QueryParam("area") @Nullable String area,
      @QueryParam("creditCode") @Nullable String creditCode,
      @BeanParam ListQuery query) {
    return reads.list(
        Unit.class,
        UnitView.class,
        Filters.none().area("area", area).equal("creditCode", creditCode),
        query);
  }

  /** One unit. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(UnitView.class)
  public Response getUnit(String code) {
    return reads.item(Unit.class, code);
  }

  /** The names in a plan's projects that no unit has. */
  @GET
  @Path("unknown-names")
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(UnknownUnitNames.class)
  public Response getUnknownUnitNames(
      @QueryParam("plan") @Nullable String plan, @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    refusals.throwIfAny();
    return reads.computed(
        form, states -> UnknownUnitNames.of(code, states), UnknownUnitNames.Line.class);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importUnits(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
