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
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Search by name in one service. The gateway combines all services. */
@Path("/v1/search")
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
  @APIResponseSchema(SearchAnswer.class)
  @APIResponse(responseCode = "304")
  public Response findByName(
      @PathParam("service") String name,
      @QueryParam("q") @Nullable String q,
      @QueryParam("type") @Nullable String type,
      @QueryParam("area") @Nullable String area,
      @QueryParam("limit") @Nullable String limit)
      throws SQLException {
    if (!name.equals(service)) {
      throw Problem.notFound(name);
    }
    var query =
        new SearchQuery(
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
    return Response.ok(body).tag(Tags.of(freshness, body.getBytes(StandardCharsets.UTF_8)));
  }

  private String found(SearchQuery query) throws SQLException {
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
