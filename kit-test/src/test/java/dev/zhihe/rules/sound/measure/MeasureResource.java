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
import org.eclipse.microprofile.openapi.annotations.Operation;

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
  @Operation(operationId = "listMeasures", summary = "Measures")
  public List<Measure> list() {
    return measures.large();
  }

  @POST
  @Path("reviews")
  @RolesAllowed("reviewer")
  @Write
  @Operation(operationId = "reviewMeasure", summary = "Reviews a measure")
  public Response review(String code) {
    reviews.open(code);
    measures.findById(code).settle(1, value -> 2 * value);
    return Response.noContent().build();
  }

  @POST
  @Path("imports")
  @RolesAllowed("editor")
  @Operation(operationId = "importMeasures", summary = "Takes in a file of measures")
  public Response importFile(byte[] file) {
    return imports.take(file);
  }
}
