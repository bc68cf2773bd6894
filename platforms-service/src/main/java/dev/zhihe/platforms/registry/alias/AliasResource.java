package dev.zhihe.platforms.registry.alias;

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

/** Aliases. */
@Path("/v1/aliases")
@Produces(MediaType.APPLICATION_JSON)
public class AliasResource {
  private final AliasImport family;
  private final Imports imports;
  private final Reads reads;
  private final Deletions deletions;

  AliasResource(AliasImport family, Imports imports, Reads reads, Deletions deletions) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
    this.deletions = deletions;
  }

  /** A page of aliases. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listAliases(
      @QueryParam("area") @Nullable String area,
      @QueryParam("name") @Nullable String name,
      @QueryParam("canonicalName") @Nullable String canonicalName,
      @QueryParam("entityType") @Nullable String entityType,
      @QueryParam("relation") @Nullable String relation,
      @BeanParam ListQuery query) {
    return reads.list(
        Alias.class,
        AliasView.class,
        Filters.none()
            .area("area", area)
            .equal("name", name)
            .equal("canonicalName", canonicalName)
            .equal("entityType", entityType)
            .word("relation", relation, Relation.class),
        query);
  }

  /** One alias. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(AliasView.class)
  public Response getAlias(String code) {
    return reads.item(Alias.class, code);
  }

  /** Deletes an alias that was entered in error. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response deleteAlias(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
    return deletions.delete(Alias.class, code, ifMatch, reason);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importAliases(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
