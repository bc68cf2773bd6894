package dev.zhihe.platforms.registry.goal;

import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Deletions;
import dev.zhihe.kit.writes.Write;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Targets of platforms. */
@Path("/v1/platform-targets")
@Produces(MediaType.APPLICATION_JSON)
public class PlatformTargetResource {
  private final PlatformTargetImport family;
  private final Imports imports;
  private final Reads reads;
  private final Deletions deletions;

  PlatformTargetResource(
      PlatformTargetImport family, Imports imports, Reads reads, Deletions deletions) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
    this.deletions = deletions;
  }

  /** A page of targets. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listPlatformTargets(
      @QueryParam("area") @Nullable String area,
      @QueryParam("platform") @Nullable String platform,
      @QueryParam("measure") @Nullable String measure,
      @BeanParam ListQuery query) {
    return reads.list(
        PlatformTarget.class,
        PlatformTargetView.class,
        Filters.none()
            .area("area", area)
            .equal("platform", platform)
            .word("measure", measure, PlatformMeasure.class),
        query);
  }

  /** One target. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(PlatformTargetView.class)
  public Response getPlatformTarget(String code) {
    return reads.item(PlatformTarget.class, code);
  }

  /** Deletes a target that was entered in error. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response deletePlatformTarget(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
    return deletions.delete(PlatformTarget.class, code, ifMatch, reason);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importPlatformTargets(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
