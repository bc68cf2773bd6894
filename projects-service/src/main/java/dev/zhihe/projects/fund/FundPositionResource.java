package dev.zhihe.projects.fund;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.projects.ProjectsAct;
import dev.zhihe.projects.ledger.entry.LedgerMonth;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Fund positions. */
@Path("/v1/fund-positions")
@Produces(MediaType.APPLICATION_JSON)
public class FundPositionResource {
  private final FundPositions positions;
  private final Review review;
  private final ChangeLog log;
  private final FundPositionImport family;
  private final Imports imports;
  private final Reads reads;

  FundPositionResource(
      FundPositions positions,
      Review review,
      ChangeLog log,
      FundPositionImport family,
      Imports imports,
      Reads reads) {
    this.positions = positions;
    this.review = review;
    this.log = log;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of fund positions. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listFundPositions(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("fund") @Nullable String fund,
      @QueryParam("month") @Nullable String month,
      @BeanParam ListQuery query) {
    return reads.list(
        FundPosition.class,
        FundPositionView.class,
        Filters.none()
            .equal("plan", plan)
            .equal("fund", fund)
            .equal("month", LedgerMonth.filter(month)),
        query);
  }

  /** One fund position. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(FundPositionView.class)
  public Response getFundPosition(String code) {
    return reads.item(FundPosition.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importFundPositions(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  /** Adopts every draft of a plan, in one transaction. */
  @POST
  @Path("adoptions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(FundPositionAdoption.class)
  public Response adoptFundPositions(@Valid @NotNull FundPositionAdoption.Request adoption) {
    var drafts = positions.lockedDraftsOf(adoption.plan());
    review.requireSecondPerson(ProjectsAct.ADOPT_FUND_POSITIONS, drafts);
    requirePlausible(drafts);
    var corrected = positions.lockedCorrectedBy(adoption.plan());
    var replaced = new ArrayList<FundPosition>();
    for (var draft : drafts) {
      var before = corrected.get(draft.fundMonth());
      if (before != null) {
        before.giveWayTo(draft);
        replaced.add(before);
      }
    }
    // Written first: a month has one adopted position that none corrects.
    log.updated(replaced, null);
    drafts.forEach(draft -> draft.adopt(corrected.get(draft.fundMonth())));
    log.updated(drafts, null);
    return Response.ok(new FundPositionAdoption(adoption.plan(), drafts.size())).build();
  }

  /**
   * 422 naming each draft that is far from the month before. That month may have changed since the
   * import.
   */
  private void requirePlausible(List<FundPosition> drafts) {
    var funds = drafts.stream().map(draft -> draft.fundMonth().fund()).collect(Collectors.toSet());
    var known = new KnownMonths(positions.latestOf(funds), Set.of());
    var rules = new BrokenRules(Map.of());
    for (var draft : drafts) {
      var before = known.before(draft.fundMonth());
      if (before != null) {
        draft
            .amounts()
            .findings(before, draft.commented())
            .forEach(
                (property, finding) ->
                    rules.add(
                        property,
                        finding.code(),
                        "%1$s：%2$s",
                        "%1$s: %3$s",
                        draft.code(),
                        finding.detail().zh(),
                        finding.detail().en()));
      }
    }
    rules.throwIfAny();
  }
}
