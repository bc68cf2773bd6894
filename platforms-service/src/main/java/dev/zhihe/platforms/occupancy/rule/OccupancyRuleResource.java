package dev.zhihe.platforms.occupancy.rule;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.platforms.PlatformsAct;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The limits of the rules of occupancy reports, and the rules themselves. */
@Path("/v1/occupancy-rules")
@Produces(MediaType.APPLICATION_JSON)
public class OccupancyRuleResource {
  private final OccupancyRules rules;
  private final Review review;
  private final ChangeLog log;
  private final OccupancyRuleImport family;
  private final Imports imports;
  private final Reads reads;

  OccupancyRuleResource(
      OccupancyRules rules,
      Review review,
      ChangeLog log,
      OccupancyRuleImport family,
      Imports imports,
      Reads reads) {
    this.rules = rules;
    this.review = review;
    this.log = log;
    this.family = family;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of limits. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listOccupancyRules(
      @QueryParam("area") @Nullable String area, @BeanParam ListQuery query) {
    return reads.list(
        OccupancyRule.class, OccupancyRuleView.class, Filters.none().area("area", area), query);
  }

  /** The rules and limits that an area has on a day. */
  @GET
  @Path("in-force")
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(RulesInForce.class)
  public Response getOccupancyRulesInForce(
      @QueryParam("area") @Nullable String area, @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("area", area, "500106");
    refusals.throwIfAny();
    return reads.computedOn(
        form,
        (states, day) ->
            RulesInForce.of(
                code,
                states.publicStates(
                    OccupancyRule.class,
                    OccupancyRuleView.class,
                    Filters.none().area("area", code)),
                day),
        RulesInForce.Line.class);
  }

  /** The limits of one code. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(OccupancyRuleView.class)
  public Response getOccupancyRule(String code) {
    return reads.item(OccupancyRule.class, code);
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importOccupancyRules(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }

  /** Adopts every draft of an area, in one transaction. */
  @POST
  @Path("adoptions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(OccupancyRuleAdoption.class)
  public Response adoptOccupancyRules(@Valid @NotNull OccupancyRuleAdoption.Request adoption) {
    var drafts = rules.lockedDraftsOf(adoption.area());
    review.requireSecondPerson(PlatformsAct.ADOPT_OCCUPANCY_RULES, drafts);
    drafts.forEach(OccupancyRule::adopt);
    log.updated(drafts, null);
    return Response.ok(new OccupancyRuleAdoption(adoption.area(), drafts.size())).build();
  }
}
