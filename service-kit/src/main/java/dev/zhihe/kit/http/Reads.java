package dev.zhihe.kit.http;

import dev.zhihe.kit.changelog.Audience;
import dev.zhihe.kit.changelog.Feed;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.changelog.Views;
import dev.zhihe.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads: items and keyset pages of published entities, and computed answers, as JSON or
 * CSV, conditional.
 *
 * <p>An item or a page is the stored bytes, joined; nothing is mapped on the way out. Lists and
 * computed answers carry the freshness key as their tag, so a 304 is given only while no write was
 * committed in between.
 */
@ApplicationScoped
public class Reads {
  private static final MediaType CSV = MediaType.valueOf("text/csv; charset=utf-8; header=present");

  private final EntityManager entities;
  private final Feed feed;
  private final Caller caller;
  private final Request request;
  private final HttpHeaders headers;
  private final UriInfo uri;

  Reads(
      EntityManager entities,
      Feed feed,
      Caller caller,
      Request request,
      HttpHeaders headers,
      UriInfo uri) {
    this.entities = entities;
    this.feed = feed;
    this.caller = caller;
    this.request = request;
    this.headers = headers;
    this.uri = uri;
  }

  /** One entity by its code: 404 if it is absent or not for the caller. */
  public Response item(Class<? extends Published> type, String code) {
    var row =
        entities
            .createQuery(
                "select e.publication.version as version, e.publication.audience as audience, e.publication.body as body from "
                    + type.getSimpleName()
                    + " e where e.code = :code",
                Tuple.class)
            .setParameter("code", code)
            .getResultStream()
            .findFirst()
            .filter(found -> caller.inBureau() || found.get("audience") == Audience.PUBLIC)
            .orElseThrow(() -> Problem.notFound(code));
    var tag = new EntityTag("v" + row.get("version"));
    var unchanged = request.evaluatePreconditions(tag);
    var answer =
        unchanged != null
            ? unchanged
            : Response.ok(row.get("body"), MediaType.APPLICATION_JSON_TYPE);
    return headed(answer, tag).build();
  }

  /** A page of entities in the order of their codes. */
  public Response list(
      Class<? extends Published> type,
      Class<? extends Record> view,
      Filters filters,
      ListQuery query) {
    var csv = csv(query.format());
    var size = query.size();
    var after = Cursor.read(query.cursor(), filters.values());
    var tag = tag(csv);
    var unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return headed(unchanged, tag).build();
    }
    var found =
        entities
            .createQuery(
                "select e.code as code, e.publication.body as body from "
                    + type.getSimpleName()
                    + " e where e.code > :after"
                    + (caller.inBureau() ? "" : " and e.publication.audience = PUBLIC")
                    + filters.conditions()
                    + " order by e.code",
                Tuple.class)
            .setParameter("after", after)
            .setMaxResults(size + 1);
    filters.parameters().forEach(found::setParameter);
    var rows = found.getResultList();
    var page = rows.subList(0, Math.min(size, rows.size()));
    var bodies = page.stream().map(row -> row.get("body", String.class)).toList();
    var next =
        rows.size() > size
            ? Cursor.after(page.getLast().get("code", String.class), filters.values())
            : null;
    var answer =
        csv
            ? Response.ok(
                Csv.of(bodies.stream().map(body -> Views.read(body, view)).toList(), view), CSV)
            : Response.ok(json(bodies, next), MediaType.APPLICATION_JSON_TYPE);
    if (next != null) {
      answer.link(
          uri.getRequestUriBuilder()
              .scheme(null)
              .host(null)
              .port(-1)
              .replaceQueryParam("cursor", next)
              .build(),
          "next");
    }
    return headed(answer, tag).build();
  }

  /**
   * An answer computed from what is stored now; the computation is asked only if the caller's copy
   * may be stale.
   */
  public <R extends Record> Response computed(
      @Nullable String format, Supplier<? extends Computed<R>> computation, Class<R> row) {
    var csv = csv(format);
    var tag = tag(csv);
    var unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return headed(unchanged, tag).build();
    }
    var computed = computation.get();
    return headed(
            csv
                ? Response.ok(Csv.of(computed.items(), row), CSV)
                : Response.ok(Views.write(computed), MediaType.APPLICATION_JSON_TYPE),
            tag)
        .build();
  }

  /** A computed answer: its rows, whatever else it says beside them. */
  public interface Computed<R extends Record> {
    /** The rows, which are the CSV's lines. */
    List<R> items();
  }

  private EntityTag tag(boolean csv) {
    return new EntityTag(
        feed.freshness() + (caller.inBureau() ? ".bureau" : "") + (csv ? ".csv" : ""));
  }

  private static Response.ResponseBuilder headed(Response.ResponseBuilder answer, EntityTag tag) {
    return answer
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, "Accept, Authorization");
  }

  private boolean csv(@Nullable String format) {
    if (format != null) {
      return switch (format) {
        case "csv" -> true;
        case "json" -> false;
        default ->
            throw Problem.parameter(
                "format", format, "format 应为 json 或 csv", "format is json or csv");
      };
    }
    for (var accepted : headers.getAcceptableMediaTypes()) {
      if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
      if (accepted.isCompatible(MediaType.valueOf("text/csv"))) {
        return true;
      }
    }
    throw new Problem(
        Problem.Type.NOT_ACCEPTABLE,
        new Text("可用格式：application/json、text/csv", "There are application/json and text/csv"));
  }

  private static String json(List<String> bodies, @Nullable String next) {
    return bodies.stream()
        .collect(
            Collectors.joining(
                ",", "{\"items\":[", next == null ? "]}" : "],\"next\":\"" + next + "\"}"));
  }
}
