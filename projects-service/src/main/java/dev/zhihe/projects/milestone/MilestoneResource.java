package dev.zhihe.projects.milestone;

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

/** Milestones. */
@Path("/v1/milestones")
@Produces(MediaType.APPLICATION_JSON)
public class MilestoneResource {
  private final MilestoneImport family;
  private final Imports imports;
  private final Reads reads;

  MilestoneResource(MilestoneImport family, Imports imports, Reads reads) {
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of milestones. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listMilestones(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @BeanParam ListQuery query) {
    return reads.list(
        Milestone.class,
        MilestoneView.class,
        Filters.none().equal("plan", plan).equal("project", project),
        query);
  }

  /** One milestone. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(MilestoneView.class)
  public Response getMilestone(String code) {
    return reads.item(Milestone.class, code);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importMilestones(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
