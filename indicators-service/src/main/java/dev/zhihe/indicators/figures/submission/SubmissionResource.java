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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was handed in, and what reviewers make of it. Files come in as observations' imports. */
@Path("/v1/observation-submissions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "observation-submissions", description = "填报 / Figures under review")
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
  @Operation(
      operationId = "listObservationSubmissions",
      summary = "填报列表 / List of submissions",
      description = "review=submitted 为待审的。 / review=submitted are those that wait for a reviewer.")
  @APIResponseSchema(
      value = ObservationSubmissionView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("indicator")
          @Parameter(description = "指标 / Code of the indicator", example = "rd-expenditure-to-gdp")
          @Nullable String indicator,
      @QueryParam("area") @Parameter(description = "行政区划代码 / GB/T 2260 code", example = "500106")
          @Nullable String area,
      @QueryParam("period")
          @Parameter(
              description = "统计期，须完全相同 / Exactly this period",
              example = "2022",
              schema = @Schema(implementation = String.class, pattern = "^" + Period.FORM + "$"))
          @Nullable String period,
      @QueryParam("review")
          @Parameter(
              description = "审核状态 / How far the review is",
              example = "submitted",
              schema = @Schema(implementation = ObservationReview.class))
          @Nullable String review,
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
  @Operation(operationId = "getObservationSubmission", summary = "一条填报 / One submission")
  @APIResponseSchema(
      value = ObservationSubmissionView.class,
      responseDescription = "The submission; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-135-r05") String code) {
    return reads.item(ObservationSubmission.class, code);
  }

  /** Approves one figure. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "approveObservationSubmission",
      summary = "通过填报 / Approve a figure",
      description =
          "通过即公布为同代码的观测值，publishAt 未到的到时自动公布。填报过任一版本的人不得审核（403）；非待审为 409；违反 error 级校验规则为 422。"
              + " / Publishes it as the observation of the same code, or, before its publishAt, as soon as that has come. 403 for whoever handed in any version of it, 409 with the legal steps unless it is submitted, 412 and 428 as If-Match asks, 422 if it breaks an error rule.")
  @APIResponseSchema(
      value = ObservationSubmissionView.class,
      responseDescription = "The submission; its ETag is its version")
  public Response approve(
      @PathParam("code") @Parameter(example = "500106-135-r05") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch) {
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
  @Operation(
      operationId = "approveObservationSubmissions",
      summary = "批量通过填报 / Approve many figures",
      description =
          "按代码顺序通过符合条件的待审填报，一次至多 1000 条；more 为 true 时再次调用。其中有本人填报的（403）或违反 error 级校验规则的（422，逐处列出），全部不作处理。"
              + " / Approves submitted figures that pass all filters, in the order of codes, at most 1,000 at a time; call again while more is true. 403, and nothing is done, if any of them is the caller's own; 409 if one cannot be published; 422 without a condition, and, naming each, if any breaks an error rule: return those, or approve the others by their codes.")
  @APIResponseSchema(
      value = SubmissionDecision.class,
      responseDescription = "How many were approved")
  public Response approveAll(@Valid @NotNull(message = "必填 / required") SubmissionSelection asked) {
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
  @Operation(
      operationId = "returnObservationSubmission",
      summary = "退回填报 / Return a figure",
      description =
          "退回须说明理由；已公布的旧值不变。填报过任一版本的人不得审核（403）；非待审为 409。"
              + " / Gives it back with a reason; what is published stays. 403 for whoever handed in any version of it, 409 with the legal steps unless it is submitted, 412 and 428 as If-Match asks, 422 without a reason.")
  @APIResponseSchema(
      value = ObservationSubmissionView.class,
      responseDescription = "The submission; its ETag is its version")
  public Response sendBack(
      @PathParam("code") @Parameter(example = "500106-135-r05") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch,
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
  @Operation(
      operationId = "returnObservationSubmissions",
      summary = "批量退回填报 / Return many figures",
      description =
          "按代码顺序退回符合条件的待审填报，一次至多 1000 条；more 为 true 时再次调用。"
              + " / Returns submitted figures that pass all filters, in the order of codes, at most 1,000 at a time; call again while more is true. 403, and nothing is done, if any of them is the caller's own; 422 without a condition or a reason.")
  @APIResponseSchema(
      value = SubmissionDecision.class,
      responseDescription = "How many were returned")
  public Response giveBackAll(
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
  @Operation(
      operationId = "withdrawObservationSubmission",
      summary = "撤回填报 / Withdraw what is not published",
      description =
          "从未公布的即删除；更正则作废，恢复为已公布的内容。没有待处理内容为 409。"
              + " / What was never published is deleted; of a correction the submission goes back to what is published. 404 if it is not there, 409 if nothing of it waits, 412 and 428 as If-Match asks.")
  @APIResponse(responseCode = "204", description = "已撤回 / Withdrawn")
  public Response withdraw(
      @PathParam("code") @Parameter(example = "500106-135-r05") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch) {
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
