package dev.zhihe.projects.supervision.note;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.projects.ProjectsAct;
import dev.zhihe.projects.ledger.report.LeadUnits;
import dev.zhihe.projects.project.Projects;
import dev.zhihe.projects.supervision.finding.SupervisionLine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Notes on findings: an editor or a reviewer enters one, the project's lead unit or an editor
 * replies, an editor or a reviewer closes it. A note for another unit is answered as if it did not
 * exist.
 */
@Path("/v1/supervision-notes")
@Produces(MediaType.APPLICATION_JSON)
public class SupervisionNoteResource {
  private static final String ADDRESS = "/v1/supervision-notes/";

  /** Leaves room for what the code of a note adds. */
  private static final int MAX_PROJECT_CODE = 90;

  private final SupervisionNotes notes;
  private final NoteFacts facts;
  private final Projects projects;
  private final LeadUnits units;
  private final Review review;
  private final ChangeLog log;
  private final Reads reads;
  private final Caller caller;
  private final InstantSource time;

  SupervisionNoteResource(
      SupervisionNotes notes,
      NoteFacts facts,
      Projects projects,
      LeadUnits units,
      Review review,
      ChangeLog log,
      Reads reads,
      Caller caller,
      InstantSource time) {
    this.notes = notes;
    this.facts = facts;
    this.projects = projects;
    this.units = units;
    this.review = review;
    this.log = log;
    this.reads = reads;
    this.caller = caller;
    this.time = time;
  }

  /** A page of the notes that the caller may see. */
  @GET
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listSupervisionNotes(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @QueryParam("status") @Nullable String status,
      @QueryParam("overdueOn") @Nullable String overdueOn,
      @BeanParam ListQuery query) {
    var filters =
        Filters.none()
            .equal("plan", plan)
            .equal("project", project)
            .word("status", status, SupervisionNoteStatus.class);
    if (overdueOn != null) {
      var refusals = new Refusals();
      var day = refusals.day("overdueOn", overdueOn, LocalDate.EPOCH);
      refusals.throwIfAny();
      filters.before("dueOn", day).not("status", SupervisionNoteStatus.CLOSED);
    }
    return reads.list(SupervisionNote.class, SupervisionNoteView.class, filters, query);
  }

  /** One note. */
  @GET
  @Path("{code}")
  @RolesAllowed({"operator", "editor", "reviewer", "admin"})
  @APIResponseSchema(SupervisionNoteView.class)
  public Response getSupervisionNote(String code) {
    return reads.item(SupervisionNote.class, code);
  }

  /** Enters a note on findings of today. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"editor", "reviewer"})
  @Write
  @APIResponseSchema(value = SupervisionNoteView.class, responseCode = "201")
  public Response createSupervisionNote(
      @Valid @NotNull(message = "必填 / required") NewSupervisionNote given) {
    var code = given.project();
    // Locked, so that no other note on it takes the same code.
    var project = projects.lockedOrNull(code);
    var rules = new BrokenRules(Csv.cells(given));
    if (given.dueOn().isBefore(today())) {
      rules.add("dueOn", "over", "不早于今天 %s", "not before today, %s", today());
    }
    if (code.length() > MAX_PROJECT_CODE) {
      rules.add(
          "project",
          "too-long",
          "项目代码超过 %d 个字符，其督查记录无法编码",
          "the project's code has more than %d characters: its notes cannot have one",
          MAX_PROJECT_CODE);
    }
    List<SupervisionLine> lines = List.of();
    if (project == null) {
      rules.add("project", "unknown-reference", "没有此代码", "there is nothing with this code");
    } else {
      lines = facts.of(project, given.findings(), today(), rules::add);
    }
    rules.throwIfAny();
    if (project == null) {
      throw Problem.notFound(code);
    }
    var note =
        new SupervisionNote(
            notes.nextCode(code),
            project.plan(),
            code,
            Characters.strip(given.text()),
            given.dueOn(),
            today(),
            lines,
            projects.leadOrganisationOf(code));
    log.created(note);
    return Written.created(note).header(HttpHeaders.LOCATION, ADDRESS + note.code()).build();
  }

  /** Replies to a note. */
  @POST
  @Path("{code}/replies")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"operator", "editor"})
  @Write
  @APIResponseSchema(SupervisionNoteView.class)
  public Response replyToSupervisionNote(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewSupervisionReply reply) {
    var note = notes.locked(code);
    var leadUnit = projects.leadOrganisationOf(note.project());
    if (!units.mayChange(note, leadUnit)) {
      throw Problem.notFound(code);
    }
    review.begin(ProjectsAct.REPLY_TO_SUPERVISION_NOTE, note, ifMatch);
    var text = Characters.strip(reply.text());
    if (caller.inBureau() || leadUnit == null) {
      note.replyOfBureau(text, leadUnit, today());
    } else {
      note.reply(text, leadUnit, today());
    }
    log.updated(note, null);
    return Written.ok(note);
  }

  /** Closes a note. */
  @POST
  @Path("{code}/closure")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"editor", "reviewer"})
  @Write
  @APIResponseSchema(SupervisionNoteView.class)
  public Response closeSupervisionNote(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") SupervisionClosure closure) {
    var note = review.begin(ProjectsAct.CLOSE_SUPERVISION_NOTE, notes.locked(code), ifMatch);
    var why = closure.text();
    note.close(why == null || Characters.isBlank(why) ? null : Characters.strip(why), today());
    log.updated(note, null);
    return Written.ok(note);
  }

  private LocalDate today() {
    return Days.of(time.instant());
  }
}
