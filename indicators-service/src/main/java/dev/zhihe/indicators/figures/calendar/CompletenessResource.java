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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Completeness and timeliness: computed on every call. */
@Path("/v1/completeness")
@Tag(name = "collection-periods")
public class CompletenessResource {
  private final Reads reads;

  CompletenessResource(Reads reads) {
    this.reads = reads;
  }

  /** Which figures of a plan are present. */
  @GET
  @PermitAll
  @Produces({MediaType.APPLICATION_JSON, MediaTypes.CSV, MediaTypes.XLSX})
  @Operation(
      operationId = "getCompleteness",
      summary = "完整率和及时率 / What figures of a plan and period are there, by lead department",
      description =
          "应报为规划中按期填报（非计算）、未停用、更新周期与统计期相符的指标（未写明的按年）；只计整个地区的数据，规划仅对板块或部分范围设目标的指标则计其数据；无权查看的指标不计。on 缺省为今日，其后填报的不计。"
              + " / Expected are the plan's indicators that are entered, not computed, in use, and observed as often as the period is long (yearly unless said); figures of the area itself count, or of its parts where the plan has targets for these alone; indicators whose figures the caller may not read are left out. on is today unless given: what was handed in later does not count.")
  @APIResponseSchema(
      value = Completeness.class,
      responseDescription = "By lead department and in total; of CSV and XLSX the departments")
  public Response get(
      @QueryParam("plan")
          @Parameter(description = "规划 / Code of the plan", required = true, example = "500106-145")
          @Nullable String plan,
      @QueryParam("period")
          @Parameter(
              description =
                  "统计期 / A year 2020, half-year 2020-H1, quarter 2020-Q3 or month 2020-07",
              required = true,
              example = "2023",
              schema = @Schema(implementation = String.class, pattern = "^" + Period.FORM + "$"))
          @Nullable String period,
      @QueryParam("area")
          @Parameter(
              description = "行政区划代码，缺省为规划的 / GB/T 2260 code; the plan's unless given",
              example = "500106")
          @Nullable String area,
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
