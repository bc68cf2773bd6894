package dev.zhihe.indicators.figures.calendar;

import dev.zhihe.indicators.IndicatorsAct;
import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The collection calendar. */
@Path("/v1/collection-periods")
@Produces(MediaType.APPLICATION_JSON)
public class CollectionPeriodResource {
  private final CollectionPeriods periods;
  private final CollectionPeriodImport family;
  private final Indicators indicators;
  private final Review review;
  private final ChangeLog log;
  private final Imports imports;
  private final Reads reads;

  CollectionPeriodResource(
      CollectionPeriods periods,
      CollectionPeriodImport family,
      Indicators indicators,
      Review review,
      ChangeLog log,
      Imports imports,
      Reads reads) {
    this.periods = periods;
    this.family = family;
    this.indicators = indicators;
    this.review = review;
    this.log = log;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of collection periods. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  public Response listCollectionPeriods(
      @QueryParam("area") @Nullable String area,
      @QueryParam("period")
          @Parameter(
              schema = @Schema(implementation = String.class, pattern = "^" + Period.FORM + "$"))
          @Nullable String period,
      @BeanParam ListQuery query) {
    return reads.list(
        CollectionPeriod.class,
        CollectionPeriodView.class,
        Filters.none().area("area", area).equal("period", Period.filter(period)),
        query);
  }

  /** One collection period. */
  @GET
  @Path("{code}")
  @PermitAll
  @APIResponseSchema(CollectionPeriodView.class)
  public Response getCollectionPeriod(String code) {
    return reads.item(CollectionPeriod.class, code);
  }

  /** Grants an extension. */
  @POST
  @Path("{code}/extensions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @APIResponseSchema(CollectionPeriodView.class)
  public Response extendCollectionPeriod(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewCollectionExtension given) {
    var period =
        review.begin(IndicatorsAct.EXTEND_COLLECTION_PERIOD, periods.locked(code), ifMatch);
    var granted = given.extension();
    requireLead(granted);
    period.extend(granted);
    log.updated(period, granted.reason());
    return Written.ok(period);
  }

  /** Refuses an unknown lead department. A misspelt name would extend nothing, unnoticed. */
  private void requireLead(CollectionExtension granted) {
    var department = granted.department();
    if (department != null && !indicators.ledBy(department)) {
      var rules = new BrokenRules(Csv.cells(granted));
      rules.add(
          "department",
          "unknown-reference",
          "没有以“%1$s”为牵头部门的指标",
          "no indicator has the lead department \"%1$s\"",
          department);
      throw rules.problem();
    }
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  public Response importCollectionPeriods(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
