package dev.zhihe.indicators.figures.observation;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.writes.Deletions;
import dev.zhihe.kit.writes.Write;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Observations. */
@Path("/v1/observations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "observations", description = "观测值 / Observations")
public class ObservationResource {
  private final Reads reads;
  private final Deletions deletions;
  private final Observations observations;
  private final Derivations derivations;
  private final Event<ObservationRemoval> removals;

  ObservationResource(
      Reads reads,
      Deletions deletions,
      Observations observations,
      Derivations derivations,
      Event<ObservationRemoval> removals) {
    this.observations = observations;
    this.derivations = derivations;
    this.removals = removals;
    this.reads = reads;
    this.deletions = deletions;
  }

  /** A page of observations. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(operationId = "listObservations", summary = "观测值列表 / List of observations")
  @APIResponseSchema(
      value = ObservationView.Page.class,
      responseDescription = "A page, in the order of codes")
  public Response list(
      @QueryParam("indicator")
          @Parameter(description = "指标 / Code of the indicator", example = "rd-expenditure-to-gdp")
          @Nullable String indicator,
      @QueryParam("area") @Parameter(description = "行政区划代码 / GB/T 2260 code", example = "500106")
          @Nullable String area,
      @QueryParam("period")
          @Parameter(
              description =
                  "统计期，须完全相同 / Exactly this period: year 2020, half-year 2020-H1, quarter 2020-Q3 or month 2020-07",
              example = "2020",
              schema = @Schema(implementation = String.class, pattern = "^" + Period.FORM + "$"))
          @Nullable String period,
      @QueryParam("status")
          @Parameter(
              description = "数据状态 / How firm the value is",
              example = "actual",
              schema = @Schema(implementation = ObservationStatus.class))
          @Nullable String status,
      @BeanParam ListQuery query) {
    return reads.list(
        Observation.class,
        ObservationView.class,
        Filters.none()
            .equal("indicator", indicator)
            .area("area", area)
            .equal("period", Period.filter(period))
            .word("status", status, ObservationStatus.class),
        query);
  }

  /** One observation. */
  @GET
  @Path("{code}")
  @PermitAll
  @Operation(operationId = "getObservation", summary = "一个观测值 / One observation")
  @APIResponseSchema(
      value = ObservationView.class,
      responseDescription = "The observation; its ETag is its version")
  public Response get(@PathParam("code") @Parameter(example = "500106-135-r05") String code) {
    return reads.item(Observation.class, code);
  }

  /** Takes away what was entered in error. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("reviewer")
  @Write
  @Operation(
      operationId = "deleteObservation",
      summary = "删除误录的观测值 / Delete an observation entered in error",
      description =
          "仅用于误录，由填报人以外的审核人删除（否则 403），填报随之删除。再次公布同一代码时版本接续。412 和 428 视 If-Match 而定。"
              + " / For what should never have been published, by another than who handed it in (else 403); the submission goes with it. Published again, its versions go on counting. 404 if it is not there, 409 for what is computed, 412 and 428 as If-Match asks.")
  @APIResponse(responseCode = "204", description = "已删除 / Deleted")
  public Response delete(
      @PathParam("code") @Parameter(example = "500106-135-r05") String code,
      @HeaderParam("If-Match") @Parameter(description = "Its ETag", example = "\"v1\"")
          @Nullable String ifMatch,
      @QueryParam("reason")
          @Parameter(
              description = "原因，至多 300 字，留作记录 / Why, up to 300 characters, for the record",
              example = "重复录入")
          @Nullable String reason) {
    var entered = observations.findById(code);
    if (entered != null && entered.derived()) {
      throw Problem.conflict(
          "%s 由系统计算，随其分子、分母变动；请更改或删除 %s",
          "%s is computed and follows its inputs: change or delete %s",
          code,
          String.join(", ", Objects.requireNonNull(entered.view().derivedFrom())));
    }
    var answer = deletions.delete(Observation.class, code, ifMatch, reason);
    removals.fire(new ObservationRemoval(code, reason));
    derivations.followDeletion(Objects.requireNonNull(entered));
    return answer;
  }
}
