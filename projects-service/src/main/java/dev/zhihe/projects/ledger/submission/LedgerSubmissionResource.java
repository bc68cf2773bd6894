package dev.zhihe.projects.ledger.submission;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.review.ReviewBatch;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.projects.ProjectsAct;
import dev.zhihe.projects.ledger.entry.LedgerEntryView;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Entries under review. {@link LedgerImportResource} and {@link ReversalResource} add them. */
@Path("/v1/ledger-submissions")
@Produces(MediaType.APPLICATION_JSON)
public class LedgerSubmissionResource {
  private final LedgerSubmissions submissions;
  private final LedgerApprovals approvals;
  private final Review review;
  private final Reads reads;

  LedgerSubmissionResource(
      LedgerSubmissions submissions, LedgerApprovals approvals, Review review, Reads reads) {
    this.submissions = submissions;
    this.approvals = approvals;
    this.review = review;
    this.reads = reads;
  }

  /** A page of entries under review. */
  @GET
  @RolesAllowed({"editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listLedgerSubmissions(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("project") @Nullable String project,
      @QueryParam("month") @Nullable String month,
      @QueryParam("status") @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        LedgerSubmission.class,
        LedgerSubmissionView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("project", project)
            .equal("month", LedgerMonth.filter(month))
            .word("status", status, LedgerSubmissionStatus.class),
        query);
  }

  /** One entry under review. */
  @GET
  @Path("{code}")
  @RolesAllowed({"editor", "reviewer", "admin"})
  @APIResponseSchema(LedgerSubmissionView.class)
  public Response getLedgerSubmission(String code) {
    return reads.item(LedgerSubmission.class, code);
  }

  /** Approves one entry. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(LedgerEntryView.class)
  public Response approveLedgerSubmission(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var submission = begin(ProjectsAct.APPROVE_LEDGER_SUBMISSION, code, ifMatch);
    return Written.ok(approvals.approve(List.of(submission)).getFirst());
  }

  /** Approves many entries. */
  @POST
  @Path("approvals")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(LedgerDecision.class)
  public Response approveLedgerSubmissions(
      @Valid @NotNull(message = "必填 / required") LedgerSelection asked) {
    var chosen = begin(ProjectsAct.APPROVE_LEDGER_SUBMISSIONS, asked);
    approvals.approve(chosen.items());
    return decided(chosen);
  }

  /** Returns one entry. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(LedgerSubmissionView.class)
  public Response returnLedgerSubmission(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") LedgerReason why) {
    var submission = begin(ProjectsAct.RETURN_LEDGER_SUBMISSION, code, ifMatch);
    review.sendBack(List.of(submission), why.reason(), LedgerSubmission::sendBack);
    return Written.ok(submission);
  }

  /** Returns many entries. */
  @POST
  @Path("returns")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(LedgerDecision.class)
  public Response returnLedgerSubmissions(
      @Valid @NotNull(message = "必填 / required") LedgerSelectionReturn asked) {
    var chosen = begin(ProjectsAct.RETURN_LEDGER_SUBMISSIONS, asked.selection());
    review.sendBack(chosen.items(), asked.reason(), LedgerSubmission::sendBack);
    return decided(chosen);
  }

  /** Withdraws an entry that is not in the ledger. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response withdrawLedgerSubmission(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    review.withdraw(begin(ProjectsAct.WITHDRAW_LEDGER_SUBMISSION, code, ifMatch));
    return Response.noContent().build();
  }

  private LedgerSubmission begin(Act act, String code, @Nullable String ifMatch) {
    return review.begin(act, submissions.locked(code), ifMatch);
  }

  private ReviewBatch<LedgerSubmission> begin(Act act, LedgerSelection asked) {
    return review.begin(act, most -> submissions.lockedSubmitted(asked, most));
  }

  private static Response decided(ReviewBatch<LedgerSubmission> chosen) {
    return Response.ok(new LedgerDecision(chosen.items().size(), chosen.more())).build();
  }
}
