package dev.zhihe.kit.imports;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.writes.Write;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Large imports, as their submitters follow them. */
@Path("/v1/jobs/{service}/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {
  private final ImportJobs jobs;
  private final HttpHeaders headers;
  private final String service;

  JobsResource(
      ImportJobs jobs,
      HttpHeaders headers,
      @ConfigProperty(name = "zhihe.service") String service) {
    this.jobs = jobs;
    this.headers = headers;
    this.service = service;
  }

  /** The progress of a job. */
  @GET
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @APIResponseSchema(ImportJob.class)
  public Response getJob(
      @PathParam("service") String name,
      @PathParam("id") String id,
      @QueryParam("errors") @Nullable String errors) {
    var asWorkbook = ImportOptions.marksErrors(errors);
    var job = found(name, id);
    return asWorkbook
        ? jobs.marked(job, Text.language(headers))
        : Response.ok(job, MediaType.APPLICATION_JSON_TYPE).build();
  }

  /** Cancels a job of the caller's own. */
  @POST
  @Path("cancellation")
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @Write
  @APIResponseSchema(ImportJob.class)
  public Response cancelJob(@PathParam("service") String name, @PathParam("id") String id) {
    var job = found(name, id);
    jobs.requireSubmitter(id);
    if (job.finishedAt() != null) {
      throw Problem.conflict("作业 %s 已结束", "The job %s is over", id);
    }
    jobs.cancel(id);
    return Response.ok(found(name, id)).build();
  }

  private ImportJob found(String name, String id) {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
    return jobs.find(id, Text.language(headers)).orElseThrow(() -> Problem.notFound(id));
  }
}
