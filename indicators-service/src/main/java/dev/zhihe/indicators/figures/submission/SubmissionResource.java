package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.figures.observation.ObservationRemoval;
import dev.zhihe.indicators.figures.observation.Observations;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What was handed in, and what reviewers make of it. Files come in as observations' imports. */
@Path("/v1/observation-submissions")
@Produces(MediaType.APPLICATION_JSON)
public class SubmissionResource {
  private static final int BATCH_SIZE = 1_000;

  private final Submissions submissions;
  private final Approvals approvals;
  private final Observations observations;
  private final ChangeLog log;
  private final Reads reads;

  SubmissionResource(
      Submissions submissions,
      Approvals approvals,
      Observations observations,
      ChangeLog log,
      Reads reads) {
    this.submissions = submissions;
    this.approvals = approvals;
    this.observations = observations;
    this.log = log;
    this.reads = reads;
  }

  /** A page of submissions. */
  @GET
  @RolesAllowed({"editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listObservationSubmissions(
      @QueryParam("indicator") @Nullable String indicator,
      @QueryParam("area") @Nullable String area,
      @QueryParam("period")
          @Parameter(
              schema = @Schema(implementation = String.class, pattern = "^" + Period.FORM + "$"))
          @Nullable String period,
      @QueryParam("review") @Nullable String review,
      @BeanParam ListQuery query) {
    return reads.list(
        ObservationSubmission.class,
        ObservationSubmissionView.class,
        Filters.none()
            .equal("indicator", indicator)
            .area("area", area)
            .equal("period", Period.filter(period))
            .word("review", review, ObservationReview.class),
        query);
  }

  /** One submission. */
  @GET
  @Path("{code}")
  @RolesAllowed({"editor", "reviewer", "admin"})
  @APIResponseSchema(ObservationSubmissionView.class)
  public Response getObservationSubmission(@PathParam("code") String code) {
    return reads.item(ObservationSubmission.class, code);
  }

  /** Approves one figure. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ObservationSubmissionView.class)
  public Response approveObservationSubmission(
      @PathParam("code") String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var submission = toReview(code, ifMatch);
    approvals.approve(List.of(submission));
    return Written.ok(submission);
  }

  /** Approves many figures. */
  @POST
  @Path("approvals")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(SubmissionDecision.class)
  public Response approveObservationSubmissions(
      @Valid @NotNull(message = "必填 / required") SubmissionSelection asked) {
    var chosen = toReview(asked);
    approvals.approve(chosen.subList(0, Math.min(BATCH_SIZE, chosen.size())));
    return decided(chosen);
  }

  /** Gives one figure back. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ObservationSubmissionView.class)
  public Response returnObservationSubmission(
      @PathParam("code") String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") SubmissionReturn why) {
    var submission = toReview(code, ifMatch);
    submission.returnWith(why.reason().strip());
    log.updated(submission, why.reason().strip());
    return Written.ok(submission);
  }

  /** Gives many figures back. */
  @POST
  @Path("returns")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(SubmissionDecision.class)
  public Response returnObservationSubmissions(
      @Valid @NotNull(message = "必填 / required") SubmissionSelectionReturn asked) {
    var chosen = toReview(asked.selection());
    var returned = chosen.subList(0, Math.min(BATCH_SIZE, chosen.size()));
    var reason = asked.reason().strip();
    returned.forEach(one -> one.returnWith(reason));
    log.updated(returned, reason);
    return decided(chosen);
  }

  /** Takes back what waits. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response withdrawObservationSubmission(
      @PathParam("code") String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var submission = locked(code);
    IfMatch.require(ifMatch, submission);
    submission.requireOpen();
    var published = observations.published(List.of(code)).get(code);
    if (published == null) {
      log.deleted(submission, "撤回 / withdrawn");
    } else {
      submission.withdraw(published.entered());
      log.updated(submission, "撤回更正 / correction withdrawn");
    }
    return Response.noContent().build();
  }

  /** An observation is deleted: by another than who handed it in, and with what was handed in. */
  void follow(@Observes ObservationRemoval removal) {
    var submission = submissions.locked(removal.code());
    if (submission != null) {
      approvals.requireOthers(List.of(submission));
      log.deleted(submission, removal.reason());
    }
  }

  private ObservationSubmission locked(String code) {
    var submission = submissions.locked(code);
    if (submission == null) {
      throw Problem.notFound(code);
    }
    return submission;
  }

  private ObservationSubmission toReview(String code, @Nullable String ifMatch) {
    var submission = locked(code);
    IfMatch.require(ifMatch, submission);
    approvals.requireOthers(List.of(submission));
    return submission;
  }

  /** One more than is done at once tells that there is more. */
  private List<ObservationSubmission> toReview(SubmissionSelection asked) {
    var chosen = submissions.lockedSubmitted(asked, BATCH_SIZE + 1);
    approvals.requireOthers(chosen);
    return chosen;
  }

  private static Response decided(List<ObservationSubmission> chosen) {
    return Response.ok(
            new SubmissionDecision(Math.min(BATCH_SIZE, chosen.size()), chosen.size() > BATCH_SIZE))
        .build();
  }
}
