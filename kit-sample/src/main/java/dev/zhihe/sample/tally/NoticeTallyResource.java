package dev.zhihe.sample.tally;

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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** How many notices there are. */
@Path("/v1/notice-tallies")
@Produces(MediaType.APPLICATION_JSON)
public class NoticeTallyResource {
  private final Reads reads;

  NoticeTallyResource(Reads reads) {
    this.reads = reads;
  }

  /** Published notices by topic. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(NoticeTally.class)
  public Response getNoticeTally(
      @QueryParam("area") @Nullable String area, @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    if (area == null) {
      refusals.add("area", area, "area 必填", "area is required");
    }
    refusals.throwIfAny();
    var place = Filters.areaCode("area", area);
    return reads.computedOn(
        form,
        (states, on) -> NoticeTally.of(Objects.requireNonNull(place), on, states),
        NoticeTally.Line.class);
  }
}
