package dev.zhihe.projects.milestone;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.projects.project.Project;
import dev.zhihe.projects.project.ProjectView;
import dev.zhihe.projects.rollup.DatedAnswers;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The slips of milestones. */
@Path("/v1/milestone-slips")
public class MilestoneSlipResource {
  private final DatedAnswers answers;

  MilestoneSlipResource(DatedAnswers answers) {
    this.answers = answers;
  }

  /** How far the milestones of a plan slip. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(MilestoneSlips.class)
  public Response getMilestoneSlips(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @QueryParam("status") @Nullable String status,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    var listed = refusals.word("status", status, MilestoneStatus.class);
    refusals.throwIfAny();
    var filters = Filters.none().equal("plan", code).equal("project", project);
    return answers.of(
        form,
        (states, day) ->
            MilestoneSlips.of(
                code,
                states.publicStates(Milestone.class, MilestoneView.class, filters),
                ended(states, code),
                listed,
                day),
        MilestoneSlips.Line.class);
  }

  private static Map<String, LocalDate> ended(States states, String plan) {
    var ended = new HashMap<String, LocalDate>();
    for (var project :
        states.publicStates(Project.class, ProjectView.class, Filters.none().equal("plan", plan))) {
      var day = project.ended();
      if (day != null) {
        ended.put(project.code(), day);
      }
    }
    return ended;
  }
}
