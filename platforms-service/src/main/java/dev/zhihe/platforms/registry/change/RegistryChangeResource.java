package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.ActStatus;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Deletions;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.platforms.PlatformsAct;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the registry: an editor drafts and submits, or an operator proposes; a reviewer
 * approves or returns. Only an approval changes platforms.
 */
@Path("/v1/registry-changes")
@Produces(MediaType.APPLICATION_JSON)
public class RegistryChangeResource {
  private final OwnChanges changes;
  private final RegistryDrafting drafting;
  private final RegistryApproval approval;
  private final Review review;
  private final ChangeLog log;
  private final Deletions deletions;
  private final RegistryChangeImport family;
  private final Imports imports;
  private final Reads reads;
  private final Caller caller;

  RegistryChangeResource(
      OwnChanges changes,
      RegistryDrafting drafting,
      RegistryApproval approval,
      Review review,
      ChangeLog log,
      Deletions deletions,
      RegistryChangeImport family,
      Imports imports,
      Reads reads,
      Caller caller) {
    this.changes = changes;
    this.drafting = drafting;
    this.approval = approval;
    this.review = review;
    this.log = log;
    this.deletions = deletions;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
    this.caller = caller;
  }

  /** A page of the changes that the caller may see. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listRegistryChanges(
      @QueryParam("area") @Nullable String area,
      @QueryParam("platform") @Nullable String platform,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("status") @Nullable String status,
      @QueryParam("proposedBy") @Nullable String proposedBy,
      @BeanParam ListQuery query) {
    return reads.list(
        RegistryChange.class,
        RegistryChangeView.class,
        Filters.none()
            .area("area", area)
            .containing("platforms", platform)
            .word("kind", kind, RegistryChangeKind.class)
            .word("status", status, ActStatus.class)
            .equal("proposedBy", proposedBy),
        query);
  }

  /** One change. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(RegistryChangeView.class)
  public Response getRegistryChange(String code) {
    return reads.item(RegistryChange.class, code);
  }

  /** Drafts a change, or proposes it as an operator. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"editor", "operator"})
  @Write
  @APIResponseSchema(value = RegistryChangeView.class, responseCode = "201")
  public Response draftRegistryChange(
      @Valid @NotNull(message = "必填 / required") NewRegistryChange given) {
    var change = log.created(caller.isEditor() ? drafting.draft(given) : drafting.propose(given));
    return Written.created(change)
        .header(HttpHeaders.LOCATION, "/v1/registry-changes/" + change.code())
        .build();
  }

  /** Changes a draft, or submits a returned proposal anew. */
  @PUT
  @Path("{code}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"editor", "operator"})
  @Write
  @APIResponseSchema(RegistryChangeView.class)
  public Response changeRegistryChange(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewRegistryChange given) {
    var change =
        review.begin(PlatformsAct.CHANGE_REGISTRY_CHANGE, changes.lockedOwn(code), ifMatch);
    if (change.proposedBy() == null) {
      drafting.redraft(change, given);
    } else {
      drafting.proposeAgain(change, given);
    }
    log.updated(change, null);
    return Written.ok(change);
  }

  /** Deletes a draft, or withdraws a proposal before the decision. */
  @DELETE
  @Path("{code}")
  @RolesAllowed({"editor", "operator"})
  @Write
  public Response deleteRegistryChange(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
    var change =
        review.begin(PlatformsAct.DELETE_REGISTRY_CHANGE, changes.lockedOwn(code), ifMatch);
    change.require(change.proposedBy() == null ? Step.DELETE : Step.WITHDRAW);
    return deletions.delete(RegistryChange.class, code, ifMatch, reason);
  }

  /** Submits a draft. */
  @POST
  @Path("{code}/submission")
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(RegistryChangeView.class)
  public Response submitRegistryChange(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var change = review.begin(PlatformsAct.SUBMIT_REGISTRY_CHANGE, changes.locked(code), ifMatch);
    drafting.submit(change);
    log.updated(change, null);
    return Written.ok(change);
  }

  /** Approves a change. The registry says so from then on. */
  @POST
  @Path("{code}/approval")
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(RegistryChangeView.class)
  public Response approveRegistryChange(
      String code, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var change = review.begin(PlatformsAct.APPROVE_REGISTRY_CHANGE, changes.locked(code), ifMatch);
    approval.approve(change);
    return Written.ok(change);
  }

  /** Returns a change to whoever submitted it. */
  @POST
  @Path("{code}/return")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(RegistryChangeView.class)
  public Response returnRegistryChange(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") RegistryChangeReturn answer) {
    var change = review.begin(PlatformsAct.RETURN_REGISTRY_CHANGE, changes.locked(code), ifMatch);
    review.sendBack(List.of(change), answer.reason(), RegistryChange::sendBack);
    return Written.ok(change);
  }

  /** Imports a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importRegistryChanges(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
