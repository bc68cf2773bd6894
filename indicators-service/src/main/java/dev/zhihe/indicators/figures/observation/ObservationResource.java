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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Observations. */
@Path("/v1/observations")
@Produces(MediaType.APPLICATION_JSON)
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
  public Response listObservations(
      @QueryParam("indicator") @Nullable String indicator,
      @QueryParam("area") @Nullable String area,
      @QueryParam("period")
          @Parameter(
              schema = @Schema(implementation = String.class, pattern = "^" + Period.FORM + "$"))
          @Nullable String period,
      @QueryParam("status") @Nullable String status,
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
  @APIResponseSchema(ObservationView.class)
  public Response getObservation(String code) {
    return reads.item(Observation.class, code);
  }

  /** Deletes an observation that was entered in error. */
  @DELETE
  @Path("{code}")
  @RolesAllowed("reviewer")
  @Write
  public Response deleteObservation(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @QueryParam("reason") @Nullable String reason) {
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
