package dev.zhihe.platforms.registry.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.json.Views;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Platforms. */
@Path("/v1/platforms")
@Produces(MediaType.APPLICATION_JSON)
public class PlatformResource {
  private final PlatformImport family;
  private final Imports imports;
  private final Reads reads;

  PlatformResource(PlatformImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of platforms. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listPlatforms(
      @QueryParam("area") @Nullable String area,
      @QueryParam("type") @Nullable String type,
      @QueryParam("category") @Nullable String category,
      @QueryParam("stage") @Nullable String stage,
      @QueryParam("level") @Nullable String level,
      @QueryParam("status") @Nullable String status,
      @QueryParam("responsibleUnit") @Nullable String responsibleUnit,
      @QueryParam("operator") @Nullable String operator,
      @QueryParam("project") @Nullable String project,
      @QueryParam("partOf") @Nullable String partOf,
      @QueryParam("locatedIn") @Nullable String locatedIn,
      @BeanParam ListQuery query) {
    return reads.list(
        Platform.class,
        PlatformView.class,
        Filters.none()
            .area("area", area)
            .word("type", type, PlatformType.class)
            .equal("category", category)
            .word("stage", stage, PlatformStage.class)
            .word("level", level, PlatformLevel.class)
            .word("status", status, PlatformStatus.class)
            .containing("responsibleUnits", responsibleUnit)
            .equal("operator", operator)
            .equal("project", project)
            .containing("partOf", partOf)
            .equal("locatedIn", locatedIn),
        query);
  }

  /** One platform. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(PlatformView.class)
  public Response getPlatform(String code) {
    return linked(reads.item(Platform.class, code));
  }

  /** With a link to the platform that goes on, of one that is merged. */
  private static Response linked(Response answer) {
    var successor =
        answer.getEntity() instanceof byte[] body
            ? Views.read(body, JsonNode.class).path("mergedInto").asText()
            : "";
    return successor.isEmpty()
        ? answer
        : Response.fromResponse(answer)
            .header(
                HttpHeaders.LINK,
                "</v1/platforms/%s>; rel=\"successor-version\"".formatted(successor))
            .build();
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importPlatforms(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
