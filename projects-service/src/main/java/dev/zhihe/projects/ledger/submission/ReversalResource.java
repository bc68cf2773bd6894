package dev.zhihe.projects.ledger.submission;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.projects.ProjectsAct;
import dev.zhihe.projects.ledger.close.ClosedMonths;
import dev.zhihe.projects.ledger.close.LedgerCloses;
import dev.zhihe.projects.ledger.entry.LedgerEntries;
import dev.zhihe.projects.ledger.entry.NewLedgerEntry;
import dev.zhihe.projects.project.Projects;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Reversals: an editor asks for one, and a reviewer approves it as any other entry. */
@Path("/v1/ledger-entries/{code}/reversals")
@Produces(MediaType.APPLICATION_JSON)
public class ReversalResource {
  private final Projects projects;
  private final LedgerEntries entries;
  private final LedgerSubmissions submissions;
  private final LedgerCloses closes;
  private final Review review;
  private final ChangeLog log;

  ReversalResource(
      Projects projects,
      LedgerEntries entries,
      LedgerSubmissions submissions,
      LedgerCloses closes,
      Review review,
      ChangeLog log) {
    this.projects = projects;
    this.entries = entries;
    this.submissions = submissions;
    this.closes = closes;
    this.review = review;
    this.log = log;
  }

  /** Asks for the reversal of an entry. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(value = LedgerSubmissionView.class, responseCode = "201")
  public Response reverseLedgerEntry(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") LedgerReason asked) {
    var entry = review.begin(ProjectsAct.REVERSE_LEDGER_ENTRY, entries.stored(code), ifMatch);
    entry.requireReversible();
    projects.locked(entry.view().project()); // no other reversal of it comes between
    var reversal = entries.reversalOf(code);
    if (reversal != null) {
      throw Problem.conflict("%s 已由 %s 冲销", "%s is reversed by %s already", code, reversal);
    }
    var month = entry.view().month();
    var close = closes.held(List.of(entry.view().plan())).closeOf(entry.view().plan(), month);
    if (close != null) {
      throw new Problem(ProblemType.CONFLICT, ClosedMonths.refusal(month, close));
    }
    var waiting = submissions.findById(code + "-r");
    if (waiting != null) {
      throw waiting.alreadyThere();
    }
    var submission =
        log.created(
            new LedgerSubmission(
                new NewLedgerSubmission(
                    NewLedgerEntry.reversing(entry.view(), code + "-r", asked.reason().strip()),
                    null)));
    return Written.created(submission)
        .header(HttpHeaders.LOCATION, "/v1/ledger-submissions/" + submission.code())
        .build();
  }
}
