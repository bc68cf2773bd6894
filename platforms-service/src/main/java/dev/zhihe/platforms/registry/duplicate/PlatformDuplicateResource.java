package dev.zhihe.platforms.registry.duplicate;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Refusals;
import dev.zhihe.kit.reads.FormatQuery;
import dev.zhihe.kit.reads.Reads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Platforms that may be one, computed on every call. */
@Path("/v1/platforms/duplicates")
public class PlatformDuplicateResource {
  private static final BigDecimal USUAL = new BigDecimal("0.6");
  private static final BigDecimal LOWEST = new BigDecimal("0.3");

  private final Reads reads;

  PlatformDuplicateResource(Reads reads) {
    this.reads = reads;
  }

  /** The pairs of platforms of an area that may be one. */
  @GET
  @RolesAllowed({"editor", "reviewer", "admin"})
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @APIResponseSchema(PlatformDuplicates.class)
  public Response getPlatformDuplicates(
      @QueryParam("area") @Nullable String area,
      @QueryParam("minSimilarity") @Nullable String minSimilarity,
      @QueryParam("limit") @Nullable String limit,
      @BeanParam FormatQuery form) {
    var refusals = new Refusals();
    if (area == null || !area.matches("\\d{6}")) {
      refusals.add(
          "area",
          area,
          "area 必填，为六位行政区划代码（GB/T 2260），如 500106",
          "area is required: an area code of six digits (GB/T 2260), such as 500106");
    }
    var least = least(minSimilarity, refusals);
    var most = refusals.limit(limit);
    refusals.throwIfAny();
    return reads.computed(
        form,
        states -> PlatformDuplicates.of(String.valueOf(area), least, most, states),
        PlatformDuplicate.class);
  }

  private static BigDecimal least(@Nullable String given, Refusals refusals) {
    if (given == null) {
      return USUAL;
    }
    if (given.matches("[01](\\.\\d{1,2})?")) {
      var number = new BigDecimal(given);
      if (number.compareTo(LOWEST) >= 0 && number.compareTo(BigDecimal.ONE) <= 0) {
        return number;
      }
    }
    refusals.add(
        "minSimilarity",
        given,
        "minSimilarity 应为 %s 至 1 的数，至多两位小数",
        "minSimilarity is a number from %s to 1 with at most two decimals",
        LOWEST);
    return USUAL;
  }
}
