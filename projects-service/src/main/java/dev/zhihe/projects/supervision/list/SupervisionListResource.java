package dev.zhihe.projects.supervision.list;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.States;
import dev.zhihe.projects.ledger.report.ProjectReport;
import dev.zhihe.projects.rollup.DatedAnswers;
import dev.zhihe.projects.rollup.KnownTables;
import dev.zhihe.projects.rule.ProgressRuleInForce;
import dev.zhihe.projects.supervision.finding.Findings;
import dev.zhihe.projects.supervision.finding.SupervisionLine;
import dev.zhihe.projects.supervision.note.OpenNotes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The supervision list, computed on every call. Reading it is recorded. */
@Path("/v1/supervision-list")
public class SupervisionListResource {
  private final Findings findings;
  private final DatedAnswers answers;

  SupervisionListResource(Findings findings, DatedAnswers answers) {
    this.findings = findings;
    this.answers = answers;
  }

  /** The projects of a plan that ask for supervision. */
  @GET
  @RolesAllowed({"consumer", "operator", "editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(SupervisionList.class)
  public Response getSupervisionList(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("finding") @Nullable String finding,
      @QueryParam("leadUnit") @Nullable String leadUnit,
      @BeanParam FormatQuery form) {
    var question = SupervisionQuestion.of(plan, finding, leadUnit);
    return answers.of(form, (states, day) -> list(question, states, day), SupervisionLine.class);
  }

  private SupervisionList list(SupervisionQuestion question, States states, LocalDate day) {
    var rule = ProgressRuleInForce.of(question.plan(), states, day);
    states.past(ProjectReport.class);
    var notes = OpenNotes.of(question.plan(), states);
    var lines =
        findings.of(question.plan(), KnownTables.of(states), rule, day).stream()
            .filter(question::asksFor)
            .map(line -> line.withOpenNotes(notes.on(line)))
            .toList();
    // Whether a month was reported is told before the report is accepted, also by an empty list.
    states.alsoTell(Math.max(1, lines.size()));
    return new SupervisionList(question.plan(), day, rule, lines, SupervisionCounts.of(lines));
  }
}
