package dev.zhihe.platforms.occupancy.tenant;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The tenants of occupancy reports. They are submitted with the report. */
@Path("/v1/occupancy-tenants")
@Produces(MediaType.APPLICATION_JSON)
public class TenantListResource {
  private final Reads reads;

  TenantListResource(Reads reads) {
    this.reads = reads;
  }

  /** A page of lists that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listOccupancyTenants(
      @QueryParam("platform") @Nullable String platform,
      @QueryParam("period") @Nullable String period,
      @BeanParam ListQuery query) {
    return reads.list(
        TenantList.class,
        TenantListView.class,
        Filters.none().equal("platform", platform).equal("period", period),
        query);
  }

  /** The tenants of one report. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(TenantListView.class)
  public Response getOccupancyTenants(String code) {
    return reads.item(TenantList.class, code);
  }
}
