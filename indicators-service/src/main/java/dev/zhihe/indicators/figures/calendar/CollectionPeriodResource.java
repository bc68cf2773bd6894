package dev.zhihe.indicators.figures.calendar;

import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.imports.ImportOptions;
import dev.zhihe.kit.imports.ImportResult;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.IfMatch;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The collection calendar. */
@Path("/v1/collection-periods")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "collection-periods", description = "填报期 / When figures are due")
public class CollectionPeriodResource {
  private final CollectionPeriods periods;
  private final CollectionPeriodImport family;
  private final Indicators indicators;
  private final ChangeLog log;
  private final Imports imports;
  private final Reads reads;

  CollectionPeriodResource(
      CollectionPeriods periods,
      CollectionPeriodImport family,
      Indicators indicators,
      ChangeLog log,
      Imports imports,
      Reads reads) {
    this.periods = periods;
    this.family = family;
    this.indicators = indicators;
    this.log = log;
    this.imports = imports;
    this.reads = reads;
  }

  /** A page of collection periods. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listCollectionPeriods", summary = "填报期列表 / List of collection periods")
  @APIResponseSchema(
      value = CollectionPeriodView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("area") @Parameter(description = "行政区划代码 / GB/T 2260 code", example = "500106")
          @Nullable String area,
      @QueryParam("period")
          @Parameter(
              description =
                  "统计期，须完全相同 / Exactly this period: year 2020, half-year 2020-H1, quarter 2020-Q3 or month 2020-07",
              example = "2023-Q1",
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
  @Operation(operationId = "getCollectionPeriod", summary = "一个填报期 / One collection period")
  @APIResponseSchema(
      value = CollectionPeriodView.class,
      responseDescription = "The collection period; its ETag is its version")
  public Response get(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-2023-q1") String code) {
    return reads.item(CollectionPeriod.class, code);
  }

  /** Grants an extension. */
  @POST
  @Path("{code}/extensions")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "extendCollectionPeriod",
      summary = "填报延期 / Grant more time to hand figures in",
      description =
          "延期晚于现有的截止日，须有理由；可只给一个牵头部门；延期期间内照常填报，不计迟报。设定截止日的人不得延期（403）。日期不晚于现有截止日、没有理由、没有此牵头部门为 422；412 和 428 视 If-Match 而定。"
              + " / Until a day after the last one so far, with a reason, for all or for one lead department; what comes within it is in time. 403 for whoever set the day it is due; 422 for a day that is not later, without a reason, or for a department that leads no indicator; 404 if there is no such period; 412 and 428 as If-Match asks.")
  @APIResponseSchema(
      value = CollectionPeriodView.class,
      responseDescription = "The collection period; its ETag is its version")
  public Response extend(
      @PathParam("code") @Parameter(description = "如 / Such as 500106-2023-q1") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewCollectionExtension given) {
    var period = periods.locked(code);
    IfMatch.require(ifMatch, period);
    // Whoever only granted extensions before may grant another.
    if (log.callerBrought(
        CollectionPeriod.class, code, state -> state.path("extensions").isEmpty())) {
      throw Problem.forbidden(
          "截止日由您设定：延期须由另一审核人办理", "You set the day it is due: another reviewer has to extend it");
    }
    var granted = given.extension();
    requireLead(granted.department());
    period.extend(granted);
    log.updated(period, granted.reason());
    return Written.ok(period);
  }

  /** Refuses an unknown lead department. A misspelt name would extend nothing, unnoticed. */
  private void requireLead(@Nullable String department) {
    if (department != null && !indicators.ledBy(department)) {
      var detail =
          Text.of("没有以“%1$s”为牵头部门的指标", "no indicator has the lead department \"%1$s\"", department);
      throw new Problem(
          Problem.Type.RULE_BROKEN,
          detail,
          List.of(
              new Violation("unknown-reference", "/department", null, null, department, detail)));
    }
  }

  /** Takes in a file. */
  @POST
  @Path("imports")
  @Consumes({MediaTypes.CSV, MediaTypes.NDJSON, MediaTypes.XLSX})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.XLSX})
  @RolesAllowed("editor")
  @Operation(
      operationId = "importCollectionPeriods",
      summary = "导入填报期 / Import collection periods",
      description =
          "代码由行政区划代码和统计期得出，可不填；lockAfterDue 缺省为 true；截止日不早于统计期末；已截止或已延期的不再改期，由审核人延期。"
              + " / The code follows from area and period and may be left out; lockAfterDue is true unless given; due on the period's last day or later. What is over, or was extended, is not moved: a reviewer extends it.")
  @APIResponseSchema(value = ImportResult.class, responseDescription = "What became of the file")
  public Response importFile(InputStream file, @BeanParam ImportOptions options) {
    return imports.take(file, family, options);
  }
}
