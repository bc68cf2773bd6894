package dev.zhihe.platforms.occupancy.draft;

import dev.zhihe.kit.http.ProblemBody;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.writes.DryRun;
import dev.zhihe.kit.writes.IfMatch;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import dev.zhihe.platforms.occupancy.report.DraftedReport;
import dev.zhihe.platforms.occupancy.report.DraftedReports;
import dev.zhihe.platforms.occupancy.report.NewOccupancyReport;
import dev.zhihe.platforms.occupancy.report.OccupancyReportView;
import dev.zhihe.platforms.occupancy.tenant.TenantFile;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The draft of a report. The operators of one organisation see it, and nobody else. */
@Path("/v1/occupancy-reports/{code}")
@Produces(MediaType.APPLICATION_JSON)
public class OccupancyDraftResource {
  private final OccupancyDrafts drafts;
  private final DraftedReports reports;
  private final DraftFindings findings;
  private final TenantFile tenants;
  private final Caller caller;
  private final HttpHeaders headers;
  private final InstantSource time;

  OccupancyDraftResource(
      OccupancyDrafts drafts,
      DraftedReports reports,
      DraftFindings findings,
      TenantFile tenants,
      Caller caller,
      HttpHeaders headers,
      InstantSource time) {
    this.drafts = drafts;
    this.reports = reports;
    this.findings = findings;
    this.tenants = tenants;
    this.caller = caller;
    this.headers = headers;
    this.time = time;
  }

  /** The draft, or what a new one begins with. */
  @GET
  @Path("draft")
  @RolesAllowed("operator")
  @APIResponseSchema(OccupancyDraftView.class)
  public Response getOccupancyDraft(String code) {
    var drafted = reports.of(code);
    return answer(drafted, KnownDraft.of(drafts.findById(key(code)), drafted, reports));
  }

  /** Saves the draft. */
  @PUT
  @Path("draft")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("operator")
  @Write
  @APIResponseSchema(OccupancyDraftView.class)
  public Response saveOccupancyDraft(
      String code,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") OccupancyDraftContent given) {
    var drafted = reports.of(code);
    var stored = drafts.locked(key(code));
    var seen = KnownDraft.of(stored, drafted, reports);
    IfMatch.require(ifMatch, draftOf(code), seen.tag());
    var basedOn = given.requireSound(drafted, seen);
    return saved(drafted, stored, reports.placed(drafted, given.report()), basedOn);
  }

  /** Replaces the tenant lines of the draft by those of a file. */
  @PUT
  @Path("draft/tenants")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @RolesAllowed("operator")
  @Write
  @APIResponseSchema(OccupancyDraftView.class)
  public Response saveOccupancyDraftTenants(
      String code,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      @QueryParam("dryRun") @Nullable String dryRun,
      byte[] file) {
    var checksOnly = DryRun.requested(dryRun);
    var drafted = reports.of(code);
    var stored = drafts.locked(key(code));
    var seen = KnownDraft.of(stored, drafted, reports);
    IfMatch.require(ifMatch, draftOf(code), seen.tag());
    var lines = tenants.read(file, drafted.period(), NewOccupancyReport.MAX_TENANT_LINES);
    var report = reports.withTenants(seen.report(), lines);
    return checksOnly
        ? answer(drafted, new KnownDraft(report, seen.basedOn(), seen.savedAt()))
        : saved(drafted, stored, report, seen.basedOn());
  }

  private Response saved(
      DraftedReport drafted,
      @Nullable OccupancyDraft stored,
      NewOccupancyReport report,
      long basedOn) {
    var draft = stored;
    if (draft == null) {
      draft = new OccupancyDraft(key(drafted.code()), report, basedOn, now());
      drafts.persist(draft);
    } else {
      draft.save(report, basedOn, now());
    }
    return answer(drafted, KnownDraft.of(draft, drafted, reports));
  }

  /** Discards the draft, whatever became of the report meanwhile. */
  @DELETE
  @Path("draft")
  @RolesAllowed("operator")
  @Write
  public Response deleteOccupancyDraft(
      String code, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    drafts.delete(saved(code, ifMatch));
    return Response.noContent().build();
  }

  /** Submits the draft, which is gone then. */
  @POST
  @Path("submission")
  @RolesAllowed("operator")
  @Write
  @APIResponseSchema(value = OccupancyReportView.class, responseCode = "201")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = OccupancyReportView.class)))
  public Response submitOccupancyDraft(
      String code, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    var drafted = reports.locked(code);
    var draft = saved(code, ifMatch);
    if (draft.basedOn() != drafted.version()) {
      throw new Problem(ProblemType.STALE, DraftFindings.stale(drafted));
    }
    var content = draft.report();
    findings.requireWellFormed(content);
    var report = reports.submit(drafted, content);
    drafts.delete(draft);
    return report.code().equals(code) && drafted.stored() != null
        ? Written.ok(report)
        : Written.created(report)
            .header(HttpHeaders.LOCATION, "/v1/occupancy-reports/" + report.code())
            .build();
  }

  /** The stored draft, locked. 404 if there is none, 428 or 412 for the tag. */
  private OccupancyDraft saved(String code, @Nullable String ifMatch) {
    var stored = caller.organisation() == null ? null : drafts.locked(key(code));
    if (stored == null) {
      throw new Problem(
          ProblemType.NOT_FOUND,
          Text.of(
              "没有已保存的草稿 %1$s：请先以 PUT 保存",
              "There is no saved draft %1$s: save one with PUT first", draftOf(code)));
    }
    IfMatch.require(ifMatch, draftOf(code), KnownDraft.of(stored).tag());
    return stored;
  }

  private Response answer(DraftedReport drafted, KnownDraft draft) {
    var language = Text.language(headers);
    var view =
        new OccupancyDraftView(
            drafted.code(),
            draft.report(),
            draft.savedAt() == null,
            draft.basedOn(),
            draft.savedAt() == null ? null : draft.savedAt().toString(),
            findings.of(drafted, draft.report(), draft.basedOn()).stream()
                .map(one -> ProblemBody.entry(one, language))
                .toList());
    return Response.ok(Views.write(view), MediaType.APPLICATION_JSON_TYPE)
        .tag(new EntityTag(draft.tag()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.VARY, "Accept-Language, Authorization")
        .build();
  }

  /** The caller has an organisation: it runs the platform. */
  private OccupancyDraft.Key key(String code) {
    return new OccupancyDraft.Key(code, Objects.requireNonNull(caller.organisation()));
  }

  private static String draftOf(String code) {
    return code + "/draft";
  }

  /** As precisely as it is stored, so that it can be sent back as it was answered. */
  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
