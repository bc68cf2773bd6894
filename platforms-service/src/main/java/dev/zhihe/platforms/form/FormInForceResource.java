package dev.zhihe.platforms.form;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.platforms.period.PeriodKind;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The form in force, computed on every call. */
@Path("/v1/forms/in-force")
public class FormInForceResource {
  private final Reads reads;

  FormInForceResource(Reads reads) {
    this.reads = reads;
  }

  /** The form that an area has for a kind of period on a day. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(FormInForce.class)
  public Response getFormInForce(
      @QueryParam("area") @Nullable String area,
      @QueryParam("kind") @Nullable String kind,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    if (area == null) {
      refusals.add("area", null, "area 必填，如 000000", "area is required, such as 000000");
    }
    var word = refusals.requiredWord("kind", kind, PeriodKind.class);
    refusals.throwIfAny();
    var place = Objects.requireNonNull(Filters.areaCode("area", area));
    return reads.computedOn(
        form,
        (states, day) -> FormInForce.of(place, Objects.requireNonNull(word), day, states),
        FormField.class);
  }
}
