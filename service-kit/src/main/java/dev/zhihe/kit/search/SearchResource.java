package dev.zhihe.kit.search;

import dev.zhihe.kit.http.Tags;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.sealed.SealedLog;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Filters;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Search by name in one service. The gateway combines all services. */
@Path("/v1/search")
@Tag(
    name = "search",
    description = "检索：按名称、别名、代码或拼音首字母查找 / Finding by name, alias, code or pinyin initials")
public class SearchResource {
  private static final int MAX_QUERY_LENGTH = 100;
  private static final int USUAL = 20;
  private static final int MAX_HITS = 100;
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z-]{0,98}");
  private static final Pattern NUMBER = Pattern.compile("0*[1-9]\\d*");

  private final Search search;
  private final NameFill fill;
  private final SealedLog log;
  private final Caller caller;
  private final Tags tags;
  private final String service;

  SearchResource(
      Search search,
      NameFill fill,
      SealedLog log,
      Caller caller,
      Tags tags,
      @ConfigProperty(name = "zhihe.service") String service) {
    this.search = search;
    this.fill = fill;
    this.log = log;
    this.caller = caller;
    this.tags = tags;
    this.service = service;
  }

  /** Entities with a matching name. */
  @GET
  @Path("{service}")
  @PermitAll
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "findByName",
      summary = "在一个服务中按名称查找 / Find by name in one service",
      description =
          "空格、标点、大小写与全半角不计；任意一段汉字（一字起）、字母或代码，或拼音首字母（多音字各音均可）；逾 500 项代码共有的片段不按代码查找。全同在前，其次开头、包含、首字母；名称先于别名，短者在前，每项只出现一次。"
              + " / Spaces, punctuation, case and width do not count. Any part of a name, alias or code, one Chinese character and up, or pinyin initials (any reading of a character); what more than 500 codes have in common is not looked for in codes. Exact first, then prefix, substring, initials; names before aliases, shorter first, each entity once.")
  @APIResponseSchema(
      value = SearchAnswer.class,
      responseDescription = "What was found, the best first")
  @APIResponse(
      responseCode = "304",
      description = "未变 / Unchanged since the ETag sent as If-None-Match")
  public Response find(
      @PathParam("service")
          @Parameter(description = "indicators, projects or platforms", example = "platforms")
          String name,
      @QueryParam("q")
          @Parameter(
              description = "查找内容，1 至 100 字 / What to look for, 1 to 100 characters",
              required = true,
              example = "创新",
              schema =
                  @Schema(
                      implementation = String.class,
                      minLength = 1,
                      maxLength = MAX_QUERY_LENGTH))
          @Nullable String q,
      @QueryParam("type")
          @Parameter(description = "只找此类型 / This type of entity alone", example = "platform")
          @Nullable String type,
      @QueryParam("area")
          @Parameter(
              description = "只找此行政区划 / Of this area alone, GB/T 2260 code",
              example = "500106")
          @Nullable String area,
      @QueryParam("limit")
          @Parameter(
              description =
                  "至多几项，默认 20，最多 100 / Items at most: 20 by default, lowered to 100, refused below 1",
              example = "20",
              schema = @Schema(implementation = Integer.class, defaultValue = "20"))
          @Nullable String limit)
      throws SQLException {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
    var query =
        new Search.Query(
            normal(q),
            matching(TYPE, "type", type, "type 应为类型，如 platform", "type is a type such as platform"),
            Filters.areaCode("area", area),
            size(limit),
            caller.audiences());
    if (!fill.isComplete()) {
      return Response.ok(found(query))
          .build(); // no tag: adding missing names is not a logged change
    }
    var freshness = log.freshness().key() + query.readable().tag();
    var unchanged = tags.unchanged(freshness);
    return (unchanged.isPresent() ? unchanged.get() : tagged(found(query), freshness))
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, "Accept, Authorization")
        .build();
  }

  private static Response.ResponseBuilder tagged(String body, String freshness) {
    return Response.ok(body).tag(Tags.of(freshness, body));
  }

  private String found(Search.Query query) throws SQLException {
    return Views.write(new SearchAnswer(search.find(query)));
  }

  private static String normal(@Nullable String q) {
    var length = q == null ? 0 : q.codePointCount(0, q.length());
    if (q == null || Characters.isBlank(q) || length > MAX_QUERY_LENGTH) {
      throw Problem.parameter(
          "q",
          q,
          "q 是要查找的内容，1 至 %d 字",
          "q is what to look for, 1 to %d characters",
          MAX_QUERY_LENGTH);
    }
    var normal = Spelling.normal(q);
    if (normal.isEmpty()) {
      throw Problem.parameter(
          "q",
          q,
          "q 中没有汉字、字母或数字；空格与标点不参与检索",
          "q has no letter, digit or Chinese character; spaces and punctuation are not looked for");
    }
    return normal;
  }

  private static @Nullable String matching(
      Pattern form, String name, @Nullable String given, String zh, String en) {
    if (given != null && !form.matcher(given).matches()) {
      throw Problem.parameter(name, given, zh, en);
    }
    return given;
  }

  private static int size(@Nullable String limit) {
    if (limit == null) {
      return USUAL;
    }
    if (!NUMBER.matcher(limit).matches()) {
      throw Problem.parameter(
          "limit",
          limit,
          "limit 应为不小于 1 的整数，超过 %d 按 %d 计",
          "limit is a whole number of 1 or more; above %d it counts as %d",
          MAX_HITS,
          MAX_HITS);
    }
    var digits = limit.replaceFirst("^0+", "");
    return digits.length() > 3 ? MAX_HITS : Math.min(MAX_HITS, Integer.parseInt(digits));
  }
}
