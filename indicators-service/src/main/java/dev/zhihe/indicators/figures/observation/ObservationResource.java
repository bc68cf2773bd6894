package dev.zhihe.indicators.figures.observation;

import dev.zhihe.indicators.IndicatorsAct;
import dev.zhihe.indicators.changerequest.ChangeRequestView;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.ListQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.reads.VersionReads;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.sql.Filters;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Observations. */
@Path("/v1/observations")
@Produces(MediaType.APPLICATION_JSON)
public class ObservationResource {
  private final Reads reads;
  private final VersionReads versions;
  private final Review review;
  private final Observations observations;
  private final Retractions retractions;

  ObservationResource(
      Reads reads,
      VersionReads versions,
      Review review,
      Observations observations,
      Retractions retractions) {
    this.reads = reads;
    this.versions = versions;
    this.review = review;
    this.observations = observations;
    this.retractions = retractions;
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
      @QueryParam("expand")
          @Parameter(schema = @Schema(type = SchemaType.STRING, enumeration = "indicator"))
          @Nullable String expand,
      @BeanParam ListQuery query) {
    var filters =
        Filters.none()
            .equal("indicator", indicator)
            .area("area", area)
            .equal("period", Period.filter(period))
            .word("status", status, ObservationStatus.class);
    if (expand == null) {
      return reads.list(Observation.class, ObservationView.class, filters, query);
    }
    if (!expand.equals("indicator")) {
      throw Problem.parameter("expand", expand, "expand 应为 indicator", "expand is indicator");
    }
    return reads.expandedList(
        Observation.class,
        ObservationView.class,
        ListedObservation.class,
        ListedObservation::of,
        filters,
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

  /** The published versions of one observation. */
  @GET
  @Path("{code}/versions")
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(ObservationVersion.Page.class)
  public Response listObservationVersions(String code, @BeanParam ListQuery query) {
    return versions.of(
        Observation.class, code, ObservationVersion.class, ObservationVersion::of, query);
  }

  /** Requests that a published figure is taken back. */
  @POST
  @Path("{code}/retraction")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({"editor", "reviewer"})
  @Write
  @APIResponseSchema(value = ChangeRequestView.class, responseCode = "201")
  public Response requestRetraction(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewRetraction given) {
    var figure = review.begin(IndicatorsAct.REQUEST_RETRACTION, observations.locked(code), ifMatch);
    var request = retractions.request(figure, given.reason().strip());
    return Written.created(request)
        .header(HttpHeaders.LOCATION, "/v1/change-requests/" + request.code())
        .build();
  }
}
