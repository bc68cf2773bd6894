package dev.zhihe.rules.sound.measure;

import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.writes.Write;
import dev.zhihe.rules.sound.review.Reviews;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

@Path("/v1/measures")
public class MeasureResource {
  private final Measures measures;
  private final Reviews reviews;
  private final Imports imports;

  MeasureResource(Measures measures, Reviews reviews, Imports imports) {
    this.measures = measures;
    this.reviews = reviews;
    this.imports = imports;
  }

  @GET
  @PermitAll
  public List<Measure> listMeasures() {
    return measures.large();
  }

  @POST
  @Path("reviews")
  @RolesAllowed("reviewer")
  @Write
  public Response reviewMeasure(String code) {
    reviews.open(code);
    measures.findById(code).settle(1, value -> 2 * value);
    return Response.noContent().build();
  }

  @POST
  @Path("imports")
  @RolesAllowed("editor")
  public Response importFile(byte[] file) {
    return imports.take(file);
  }
}
