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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Large imports, as their submitters follow them. */
@Path("/v1/jobs/{service}/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "jobs", description = "导入作业 / Large imports on their way")
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
  @Operation(
      operationId = "getJob",
      summary = "导入作业的进度 / How far an import is",
      description =
          "Seen by whoever sent the file and by the bureau; 404 for everybody else. Kept for 30 days. 被拒绝的作业可用 errors=xlsx 取回标注了错误的工作簿（至多 50,000 行），否则 409 / With errors=xlsx a job that was rejected for errors gives back its file as a workbook, errors marked (up to 50,000 rows); 409 for any other.")
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @APIResponseSchema(
      value = ImportJob.class,
      responseCode = "200",
      responseDescription = "The job as it stands; with errors=xlsx, the marked workbook")
  public Response get(
      @PathParam("service")
          @Parameter(description = "indicators, projects or platforms", example = "indicators")
          String name,
      @PathParam("id") @Parameter(description = "As the Location of the 202 has it") String id,
      @QueryParam("errors")
          @Parameter(
              description =
                  "json（默认）；xlsx：返回标注了错误的工作簿 / json (default); xlsx: the refused file as a workbook, errors marked",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"json", "xlsx"}))
          @Nullable String errors) {
    var asWorkbook = ImportOptions.marksErrors(errors);
    var job = found(name, id);
    return asWorkbook
        ? jobs.marked(job, Text.language(headers))
        : Response.ok(job, MediaType.APPLICATION_JSON_TYPE).build();
  }

  /** Cancels a job. */
  @POST
  @Path("cancellation")
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @Write
  @Operation(
      operationId = "cancelJob",
      summary = "取消导入作业 / Stop an import",
      description =
          "While it checks, nothing has been written. While it writes, it stops after the rows at hand, a thousand at most; what is written stays, and sending the file again goes on from there.")
  @APIResponseSchema(
      value = ImportJob.class,
      responseDescription = "The job as it stands; 409 if it was over")
  public Response cancel(@PathParam("service") String name, @PathParam("id") String id) {
    if (found(name, id).finishedAt() != null) {
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
