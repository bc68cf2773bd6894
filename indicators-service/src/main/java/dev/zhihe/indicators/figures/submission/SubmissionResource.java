package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.IndicatorsAct;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.Observations;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.indicators.figures.observation.Retraction;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.review.ReviewBatch;
import dev.zhihe.kit.sql.Filters;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Submitted figures and their review. {@link ObservationImportResource} imports them. */
@Path("/v1/observation-submissions")
@Produces(MediaType.APPLICATION_JSON)
public class SubmissionResource {
  private final ObservationSubmissions submissions;
  private final Approvals approvals;
  private final Observations observations;
  private final Review reviews;
  private final ChangeLog log;
  private final Reads reads;

  SubmissionResource(
      ObservationSubmissions submissions,
      Approvals approvals,
      Observations observations,
      Review reviews,
      ChangeLog log,
      Reads reads) {
    this.submissions = submissions;
    this.approvals = approvals;
    this.observations = observations;
    this.reviews = reviews;
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
  public Response getObservationSubmission(String code) {
    return reads.item(ObservationSubmission.class, code);
  }

  /** Approves one figure. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ObservationSubmissionView.class)
  public Response approveObservationSubmission(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var submission = begin(IndicatorsAct.APPROVE_OBSERVATION_SUBMISSION, code, ifMatch);
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
    var chosen = begin(IndicatorsAct.APPROVE_OBSERVATION_SUBMISSIONS, asked);
    approvals.approve(chosen.items());
    return decided(chosen);
  }

  /** Returns one figure. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(ObservationSubmissionView.class)
  public Response returnObservationSubmission(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") SubmissionReturn why) {
    var submission = begin(IndicatorsAct.RETURN_OBSERVATION_SUBMISSION, code, ifMatch);
    reviews.sendBack(List.of(submission), why.reason(), ObservationSubmission::sendBack);
    return Written.ok(submission);
  }

  /** Returns many figures. */
  @POST
  @Path("returns")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(SubmissionDecision.class)
  public Response returnObservationSubmissions(
      @Valid @NotNull(message = "必填 / required") SubmissionSelectionReturn asked) {
    var chosen = begin(IndicatorsAct.RETURN_OBSERVATION_SUBMISSIONS, asked.selection());
    reviews.sendBack(chosen.items(), asked.reason(), ObservationSubmission::sendBack);
    return decided(chosen);
  }

  /** Withdraws a figure that is not published yet. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response withdrawObservationSubmission(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var submission = begin(IndicatorsAct.WITHDRAW_OBSERVATION_SUBMISSION, code, ifMatch);
    submission.requireWithdrawable();
    var published = observations.published(List.of(code)).get(code);
    reviews.withdraw(
        submission,
        published == null || published.status() == ObservationStatus.RETRACTED
            ? null
            : published.entered(),
        ObservationSubmission::restore);
    return Response.noContent().build();
  }

  /** Deletes the submission of a retracted figure. 409 while a correction of it waits. */
  void follow(@Observes Retraction retraction) {
    var submission = submissions.lockedOrNull(retraction.code());
    if (submission != null) {
      submission.requireNothingWaits();
      log.deleted(submission, retraction.reason());
    }
  }

  private ObservationSubmission begin(Act act, String code, @Nullable String ifMatch) {
    return reviews.begin(act, submissions.locked(code), ifMatch);
  }

  private ReviewBatch<ObservationSubmission> begin(Act act, SubmissionSelection asked) {
    return reviews.begin(act, most -> submissions.lockedSubmitted(asked, most));
  }

  private static Response decided(ReviewBatch<ObservationSubmission> chosen) {
    return Response.ok(new SubmissionDecision(chosen.items().size(), chosen.more())).build();
  }
}
