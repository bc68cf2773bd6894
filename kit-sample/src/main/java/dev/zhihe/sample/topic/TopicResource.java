package dev.zhihe.sample.topic;

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

/** Topics. */
@Path("/v1/topics")
@Produces(MediaType.APPLICATION_JSON)
public class TopicResource {
  private final TopicImport family;
  private final Imports imports;
  private final Reads reads;
  private final Deletions deletions;

  TopicResource(TopicImport family, Imports imports, Reads reads, Deletions deletions) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
    this.deletions = deletions;
  }

  /** A page of topics. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listTopics(
      @QueryParam("area") @Nullable String area,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("parent") @Nullable String parent,
      @QueryParam("alias") @Nullable String alias,
      @BeanParam ListQuery query) {
    return reads.list(
        Topic.class,
        TopicView.class,
        Filters.none()
            .area("area", area)
            .word("kind", kind, TopicKind.class)
            .equal("parent", parent)
            .containing("aliases", alias),
        query);
  }

  /** One topic. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(TopicView.class)
  public Response getTopic(String code) {
    return reads.item(Topic.class, code);
  }

  /** Deletes a topic that was entered in error. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response deleteTopic(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
    return deletions.delete(Topic.class, code, ifMatch, reason);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importTopics(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
