package dev.zhihe.platforms.occupancy.history;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.reads.States;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The history of a report, from the log. */
@Path("/v1/occupancy-reports/{code}/history")
public class OccupancyHistoryResource {
  private final LoggedReports logged;
  private final Reads reads;

  OccupancyHistoryResource(LoggedReports logged, Reads reads) {
    this.logged = logged;
    this.reads = reads;
  }

  /** The steps that the caller may see; 404 if there are none. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(OccupancyHistory.class)
  public Response getOccupancyReportHistory(String code, @BeanParam FormatQuery form) {
    return reads.computed(form, states -> history(states, code), HistoryStep.class);
  }

  private OccupancyHistory history(States states, String code) {
    var steps = new HistorySteps(states::mayRead);
    logged.of(states, code).forEach(steps::add);
    if (steps.steps().isEmpty()) {
      throw Problem.notFound(code);
    }
    states.alsoTell(steps.notPublic());
    return new OccupancyHistory(steps.steps());
  }
}
