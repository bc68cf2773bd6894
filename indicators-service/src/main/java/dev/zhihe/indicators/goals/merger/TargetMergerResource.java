package dev.zhihe.indicators.goals.merger;

import dev.zhihe.indicators.IndicatorsAct;
import dev.zhihe.indicators.changerequest.ChangeRequestView;
import dev.zhihe.kit.review.Review;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.kit.writes.Written;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** An editor requests that a target is merged; a reviewer decides. */
@Path("/v1/targets/{code}/merger")
@Produces(MediaType.APPLICATION_JSON)
public class TargetMergerResource {
  private final TargetMergers mergers;
  private final Review review;

  TargetMergerResource(TargetMergers mergers, Review review) {
    this.mergers = mergers;
    this.review = review;
  }

  /** Requests that a target is merged into another. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("editor")
  @Write
  @APIResponseSchema(value = ChangeRequestView.class, responseCode = "201")
  public Response requestTargetMerger(
      String code,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Valid @NotNull(message = "必填 / required") NewTargetMerger given) {
    var locked = mergers.locked(code, given.into().strip());
    review.begin(
        IndicatorsAct.REQUEST_TARGET_MERGER, Objects.requireNonNull(locked.get(code)), ifMatch);
    var request =
        mergers.request(
            locked, code, new NewTargetMerger(given.into().strip(), given.reason().strip()));
    return Written.created(request)
        .header(HttpHeaders.LOCATION, "/v1/change-requests/" + request.code())
        .build();
  }
}
