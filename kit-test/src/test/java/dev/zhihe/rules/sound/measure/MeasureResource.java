package dev.zhihe.rules.sound.measure;

import dev.zhihe.rules.sound.review.Reviews;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/v1/measures")
public class MeasureResource {
  private final Measures measures;
  private final Reviews reviews;
  private final IntUnaryOperator twice = value -> 2 * value; // an interface that only lambdas are

  MeasureResource(Measures measures, Reviews reviews) {
    this.measures = measures;
    this.reviews = reviews;
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
  @Transactional
  @Operation(operationId = "reviewMeasure", summary = "Reviews a measure")
  public int review(String code) {
    reviews.open(code);
    return twice.applyAsInt(1);
  }
}
