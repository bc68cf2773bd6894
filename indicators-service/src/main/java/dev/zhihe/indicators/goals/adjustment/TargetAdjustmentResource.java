package dev.zhihe.indicators.goals.adjustment;

import dev.zhihe.indicators.IndicatorsAct;
import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Act;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Deletions;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Adjustments: an editor drafts and submits; a reviewer approves or returns. Only an approval
 * changes the target.
 */
@Path("/v1/target-adjustments")
@Produces(MediaType.APPLICATION_JSON)
public class TargetAdjustmentResource {
  private final TargetAdjustments adjustments;
  private final Targets targets;
  private final Drafting drafting;
  private final Review review;
  private final ChangeLog log;
  private final Deletions deletions;
  private final TargetAdjustmentImport family;
  private final Imports imports;
  private final Reads reads;

  TargetAdjustmentResource(
      TargetAdjustments adjustments,
      Targets targets,
      Drafting drafting,
      Review review,
      ChangeLog log,
      Deletions deletions,
      TargetAdjustmentImport family,
      Imports imports,
      Reads reads) {
    this.adjustments = adjustments;
    this.targets = targets;
    this.drafting = drafting;
    this.review = review;
    this.log = log;
    this.deletions = deletions;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of the adjustments that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listTargetAdjustments(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("target") @Nullable String target,
      @QueryParam("status") @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        TargetAdjustment.class,
        TargetAdjustmentView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("target", target)
            .word("status", status, AdjustmentStatus.class),
        query);
  }

  /** One adjustment. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(TargetAdjustmentView.class)
  public Response getTargetAdjustment(String code) {
    return reads.item(TargetAdjustment.class, code);
  }

  /** Drafts an adjustment. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(value = TargetAdjustmentView.class, responseCode = "201")
  public Response draftTargetAdjustment(
      @Valid @NotNull(message = "必填 / required") NewTargetAdjustment given) {
    var adjustment = log.created(drafting.draft(given));
    return Written.created(adjustment)
        .header(HttpHeaders.LOCATION, "/v1/target-adjustments/" + adjustment.code())
        .build();
  }

  /** Changes an adjustment before it is submitted. */
  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(TargetAdjustmentView.class)
  public Response changeTargetAdjustment(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewTargetAdjustment given) {
    var adjustment = begin(IndicatorsAct.CHANGE_TARGET_ADJUSTMENT, code, ifMatch);
    drafting.redraft(adjustment, given);
    log.updated(adjustment, null);
    return Written.ok(adjustment);
  }

  /** Deletes an adjustment before it is submitted. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  public Response deleteTargetAdjustment(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
    begin(IndicatorsAct.DELETE_TARGET_ADJUSTMENT, code, ifMatch).require(Step.DELETE);
    return deletions.delete(TargetAdjustment.class, code, ifMatch, reason);
  }

  /** Submits an adjustment. */
  @POST
  @Path("{code}/submission")
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(TargetAdjustmentView.class)
  public Response submitTargetAdjustment(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var adjustment = begin(IndicatorsAct.SUBMIT_TARGET_ADJUSTMENT, code, ifMatch);
    adjustment.submit();
    log.updated(adjustment, null);
    return Written.ok(adjustment);
  }

  /** Approves an adjustment. Another target holds from its first day on. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(TargetAdjustmentView.class)
  public Response approveTargetAdjustment(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var adjustment = begin(IndicatorsAct.APPROVE_TARGET_ADJUSTMENT, code, ifMatch);
    var alike = targets.lockedWithAlike(List.of(adjustment.target()));
    var target = Objects.requireNonNull(alike.get(adjustment.target()));
    var successor = adjustment.approve(target, targets.successorOf(target));
    var standing = new ArrayList<>(alike.values());
    standing.add(successor);
    var contradicting = targets.renewContradictions(standing);
    log.updated(target, adjustment.view().reason());
    log.created(successor);
    log.updated(
        contradicting.stream().filter(other -> other != successor).toList(),
        adjustment.view().reason());
    log.updated(adjustment, null);
    return Written.ok(adjustment);
  }

  /** Returns an adjustment to its editors. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(TargetAdjustmentView.class)
  public Response returnTargetAdjustment(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") AdjustmentReturn answer) {
    var adjustment = begin(IndicatorsAct.RETURN_TARGET_ADJUSTMENT, code, ifMatch);
    review.sendBack(List.of(adjustment), answer.reason(), TargetAdjustment::sendBack);
    return Written.ok(adjustment);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importTargetAdjustments(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  private TargetAdjustment begin(Act act, String code, @Nullable String ifMatch) {
    return review.begin(act, adjustments.locked(code), ifMatch);
  }
}
