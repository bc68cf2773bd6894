package dev.zhihe.indicators.figures.calendar;

import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
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

/** Completeness and timeliness: computed on every call. */
@Path("/v1/completeness")
public class CompletenessResource {
  private final Reads reads;

  CompletenessResource(Reads reads) {
    this.reads = reads;
  }

  /** Which figures of a plan are present. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(Completeness.class)
  public Response getCompleteness(
      @QueryParam("plan") @Nullable String plan,
      @QueryParam("period")
          @Parameter(
              schema = @Schema(implementation = String.class, pattern = "^" + Period.FORM + "$"))
          @Nullable String period,
      @QueryParam("area") @Nullable String area,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    var code = refusals.requiredCode("plan", plan, "500106-145");
    var asked = period == null ? null : Period.parse(period);
    if (asked == null) {
      refusals.add(
          "period",
          period,
          "period 必填，为年 2020、半年 2020-H1、季 2020-Q3 或月 2020-07",
          "period is required: a year 2020, half-year 2020-H1, quarter 2020-Q3 or month 2020-07");
    }
    refusals.throwIfAny();
    var place = Filters.areaCode("area", area);
    return reads.computedOn(
        form,
        (states, on) -> Completeness.of(code, place, Objects.requireNonNull(asked), on, states),
        CompletenessLine.class);
  }
}
