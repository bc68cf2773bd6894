package dev.zhihe.indicators.report;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Reports that are being made, as whoever asked for them follows them. */
@Path("/v1/report-jobs/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class ReportJobResource {
  private final ReportJobs jobs;
  private final HttpHeaders headers;

  ReportJobResource(ReportJobs jobs, HttpHeaders headers) {
    this.jobs = jobs;
    this.headers = headers;
  }

  /** The progress of a report. */
  @GET
  @RolesAllowed({"editor", "reviewer", "admin"})
  @APIResponseSchema(ReportJob.class)
  public Response getReportJob(@PathParam("id") String id) {
    var job = jobs.find(id, Text.language(headers)).orElseThrow(() -> Problem.notFound(id));
    return Response.ok(job, MediaType.APPLICATION_JSON_TYPE).build();
  }
}
