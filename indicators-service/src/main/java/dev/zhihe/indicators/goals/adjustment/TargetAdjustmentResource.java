package dev.zhihe.indicators.goals.adjustment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Deletions;
import dev.zhihe.kit.writes.IfMatch;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Adjustments: an editor drafts and submits, a reviewer approves or returns, and only an approval
 * changes what is asked for.
 */
@Path("/v1/target-adjustments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "target-adjustments", description = "目标调整 / Adjustments of targets")
public class TargetAdjustmentResource {
  private final TargetAdjustments adjustments;
  private final Targets targets;
  private final Drafting drafting;
  private final ChangeLog log;
  private final Deletions deletions;
  private final TargetAdjustmentImport family;
  private final Imports imports;
  private final Reads reads;

  TargetAdjustmentResource(
      TargetAdjustments adjustments,
      Targets targets,
      Drafting drafting,
      ChangeLog log,
      Deletions deletions,
      TargetAdjustmentImport family,
      Imports imports,
      Reads reads) {
    this.adjustments = adjustments;
    this.targets = targets;
    this.drafting = drafting;
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
  @Operation(
      operationId = "listTargetAdjustments",
      summary = "目标调整列表 / List of adjustments",
      description =
          "已批准的人人可见，其余仅主管部门可见；on 按起效日期。"
              + " / Approved ones for everybody, all others for the bureau alone; on goes by the day from which they hold.")
  @APIResponseSchema(
      value = TargetAdjustmentView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("plan") @Parameter(description = "规划 / Code of the plan", example = "500106-145")
          @Nullable String plan,
      @QueryParam("target")
          @Parameter(
              description = "所调整目标 / Code of the target adjusted",
              example = "500106-145-t02")
          @Nullable String target,
      @QueryParam("status")
          @Parameter(
              description = "调整状态 / How far it is",
              example = "approved",
              schema = @Schema(implementation = AdjustmentStatus.class))
          @Nullable String status,
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
  @Operation(
      operationId = "getTargetAdjustment",
      summary = "一项目标调整 / One adjustment",
      description =
          "未批准的，对主管部门以外的人为 404。 / 404 for one that is not approved, unless you are the bureau.")
  @APIResponseSchema(
      value = TargetAdjustmentView.class,
      responseDescription = "The adjustment; its ETag is its version")
  public Response get(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-t02-adj1") String code) {
    return reads.item(TargetAdjustment.class, code);
  }

  /** Drafts an adjustment. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @Operation(
      operationId = "draftTargetAdjustment",
      summary = "编制目标调整 / Draft an adjustment",
      description =
          "目标须现行有效，否则为 409；一个目标同时只有一项未批准的调整，已有的为 409 并指明；代码已用为 409；违反规则为 422，一次列全。调整前的要求取自目标，不填报。"
              + " / 409 unless the target is in force, 409 naming it if an adjustment of the target is open already, 409 if the code is taken, 422 with every broken rule at once. What the target asked for before is taken from it, never entered.")
  @APIResponse(
      responseCode = "201",
      description = "草案 / The draft",
      headers = {
        @Header(
            name = "Location",
            schema = @Schema(implementation = String.class),
            description = "Path of the adjustment"),
        @Header(
            name = "ETag",
            schema = @Schema(implementation = String.class),
            description = "Its version")
      },
      content = @Content(schema = @Schema(implementation = TargetAdjustmentView.class)))
  public Response draft(@Valid @NotNull(message = "必填 / required") NewTargetAdjustment given) {
    var adjustment = log.created(drafting.draft(given));
    return Written.created(adjustment)
        .header(HttpHeaders.LOCATION, "/v1/target-adjustments/" + adjustment.code())
        .build();
  }

  /** Changes an adjustment that is not submitted. */
  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @Operation(
      operationId = "changeTargetAdjustment",
      summary = "更改目标调整 / Change an adjustment",
      description =
          "以全部内容替换草案或已退回的调整（退回的成为草案），并按目标现状重取调整前的要求；目标和代码不可更改。"
              + " / Replaces all of a draft or returned adjustment, which is a draft then, and takes anew from the target what it asks for; target and code stay. 409 with the legal steps if it is submitted or approved, 409 unless the target is in force, 412 and 428 as If-Match asks, 422 with every broken rule at once.")
  @APIResponseSchema(
      value = TargetAdjustmentView.class,
      responseDescription = "The draft; its ETag is its version")
  public Response change(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-t02-adj1") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewTargetAdjustment given) {
    var adjustment = locked(code, ifMatch);
    drafting.redraft(adjustment, given);
    log.updated(adjustment, null);
    return Written.ok(adjustment);
  }

  /** Takes away an adjustment that is not submitted. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("editor")
  @Write
  @Operation(
      operationId = "deleteTargetAdjustment",
      summary = "删除目标调整 / Delete an adjustment",
      description =
          "仅草案和已退回的可删除，其余为 409。"
              + " / Drafts and returned ones alone: 409 with the legal steps for others, 404 if it is not there, 412 and 428 as If-Match asks.")
  @APIResponse(responseCode = "204", description = "已删除 / Deleted")
  public Response delete(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-t02-adj1") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch,
      @QueryParam("reason")
          @Parameter(
              description = "原因，至多 300 字，留作记录 / Why, up to 300 characters, for the record",
              example = "不再调整")
          @Nullable String reason) {
    locked(code, ifMatch).requireChangeable();
    return deletions.delete(TargetAdjustment.class, code, ifMatch, reason);
  }

  /** Hands an adjustment in. */
  @POST
  @Path("{code}/submission")
  @RolesAllowed("editor")
  @Write
  @Operation(
      operationId = "submitTargetAdjustment",
      summary = "提交目标调整 / Submit an adjustment",
      description =
          "文件名称和文号须已填写，否则为 422；已提交或已批准的为 409。"
              + " / 422 unless title and number of the document are there, 409 with the legal steps if it is submitted or approved, 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = TargetAdjustmentView.class,
      responseDescription = "The submitted adjustment; its ETag is its version")
  public Response submit(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-t02-adj1") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch) {
    var adjustment = locked(code, ifMatch);
    adjustment.submit();
    log.updated(adjustment, null);
    return Written.ok(adjustment);
  }

  /** Approves an adjustment: from its day on another target holds. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "approveTargetAdjustment",
      summary = "批准目标调整 / Approve an adjustment",
      description =
          "原目标止于起效日期，内容不变、仍可读；后续目标自该日起效，代码为原代码加 -a1、-a2……；三者同时记入变更。编制、更改或提交过的人不得批准（403）；非已提交、或目标已不是编制时的版本，为 409。"
              + " / The target ends on the day and stays readable as it was; another holds from then on, its code the old one with -a1, -a2, …; all three are logged at once. 403 for whoever made, changed or submitted it, 409 unless it is submitted and the target is the version it was made from, 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = TargetAdjustmentView.class,
      responseDescription = "The approved adjustment; its ETag is its version")
  public Response approve(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-t02-adj1") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v2\"")
          @Nullable String ifMatch) {
    var adjustment = toReview(code, ifMatch);
    var target = Objects.requireNonNull(targets.locked(adjustment.target()));
    var successor = adjustment.approve(target, targets.successorOf(target));
    log.updated(target, adjustment.view().reason());
    log.created(successor);
    log.updated(adjustment, null);
    return Written.ok(adjustment);
  }

  /** Returns an adjustment to its editors. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "returnTargetAdjustment",
      summary = "退回目标调整 / Return an adjustment",
      description =
          "须说明理由；由编制人更改后重新提交。编制、更改或提交过的人不得审核（403）；非已提交状态为 409。"
              + " / Gives it back to its editors with a reason. 403 for whoever made, changed or submitted it, 409 with the legal steps unless it is submitted, 412 and 428 as If-Match asks, 422 without a reason.")
  @APIResponseSchema(
      value = TargetAdjustmentView.class,
      responseDescription = "The returned adjustment; its ETag is its version")
  public Response sendBack(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-145-t02-adj1") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v2\"")
          @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") AdjustmentReturn answer) {
    var adjustment = toReview(code, ifMatch);
    adjustment.returnWith(answer.reason());
    log.updated(adjustment, answer.reason().strip());
    return Written.ok(adjustment);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importTargetAdjustments",
      summary = "导入目标调整 / Import adjustments",
      description =
          "各行成为草案，须有代码，随后逐项提交；onExisting=update 更改草案和已退回的调整。"
              + " / Rows become drafts, each with a code of its own, and are submitted one by one; onExisting=update changes drafts and returned ones.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  private TargetAdjustment locked(String code, @Nullable String ifMatch) {
    var adjustment = adjustments.locked(code);
    IfMatch.require(ifMatch, adjustment);
    return adjustment;
  }

  /** The adjustment, locked, for somebody to review who had no part in making it. */
  private TargetAdjustment toReview(String code, @Nullable String ifMatch) {
    var adjustment = locked(code, ifMatch);
    if (log.callerBrought(TargetAdjustment.class, code, TargetAdjustmentResource::isMade)) {
      throw Problem.forbidden(
          "编制和审核须由不同的人完成",
          "Whoever made, changed or submitted an adjustment cannot review it: another reviewer must");
    }
    return adjustment;
  }

  /** Editors bring it to these, reviewers to all others. */
  private static boolean isMade(JsonNode state) {
    return List.of(Views.word(AdjustmentStatus.DRAFT), Views.word(AdjustmentStatus.SUBMITTED))
        .contains(state.path("status").asText());
  }
}
