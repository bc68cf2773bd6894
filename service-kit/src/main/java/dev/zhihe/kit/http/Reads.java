package dev.zhihe.kit.http;

import dev.zhihe.kit.changelog.Audience;
import dev.zhihe.kit.changelog.Audiences;
import dev.zhihe.kit.changelog.Feed;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.changelog.Views;
import dev.zhihe.kit.imports.Column;
import dev.zhihe.kit.imports.ImportFamily;
import dev.zhihe.kit.imports.Imports;
import dev.zhihe.kit.security.Caller;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads: items and lists of published entities, and computed answers, as JSON, CSV or XLSX,
 * conditional.
 *
 * <p>An item or a page is the stored bytes, joined; nothing is mapped on the way out. Lists and
 * computed answers carry the freshness key as their tag, so a 304 is given only while no write was
 * committed in between.
 */
@ApplicationScoped
public class Reads {
  private static final int CHUNK = 1_000;

  /** Each holds a connection while it reads: the others are for everybody else. */
  private static final Semaphore WRITING = new Semaphore(4);

  private final EntityManager entities;
  private final Feed feed;
  private final Caller caller;
  private final Request request;
  private final HttpHeaders headers;
  private final UriInfo uri;
  private final Scratch scratch;
  private final List<ImportFamily<?, ?>> families;

  Reads(
      EntityManager entities,
      Feed feed,
      Caller caller,
      Request request,
      HttpHeaders headers,
      UriInfo uri,
      Scratch scratch,
      @All List<ImportFamily<?, ?>> families) {
    this.entities = entities;
    this.feed = feed;
    this.caller = caller;
    this.request = request;
    this.headers = headers;
    this.uri = uri;
    this.scratch = scratch;
    this.families = families;
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
            .filter(
                found ->
                    caller.audiences().include(new Audience(found.get("audience", String.class))))
            .orElseThrow(() -> Problem.notFound(code));
    var tag = new EntityTag("v" + row.get("version"));
    var unchanged = request.evaluatePreconditions(tag);
    var answer =
        unchanged != null
            ? unchanged
            : Response.ok(row.get("body"), MediaType.APPLICATION_JSON_TYPE);
    return headed(answer, tag).build();
  }

  /**
   * Entities in the order of their codes: a page as JSON; as a file a page if one is asked for,
   * else all of them, as they stood at one moment.
   */
  public Response list(
      Class<? extends Published> type,
      Class<? extends Record> view,
      Filters filters,
      ListQuery query) {
    var file = file(query.form());
    var size = query.size();
    var after = Cursor.read(query.cursor(), filters.values());
    var tag = tag(file);
    var unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return headed(unchanged, tag).build();
    }
    var list = new Listing(type, filters);
    if (file != null && !query.paged()) {
      return headed(sent(file, labels(type, view, file), list.whole(view)), tag).build();
    }
    var rows = list.after(after, size + 1);
    var page = rows.subList(0, Math.min(size, rows.size()));
    var bodies = page.stream().map(row -> row.get("body", String.class)).toList();
    var next =
        rows.size() > size
            ? Cursor.after(page.getLast().get("code", String.class), filters.values())
            : null;
    var answer =
        file == null
            ? Response.ok(json(bodies, next), MediaType.APPLICATION_JSON_TYPE)
            : sent(
                file,
                labels(type, view, file),
                row -> bodies.forEach(body -> row.accept(Views.read(body, view))));
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

  /** What a list asks the database for. */
  private final class Listing {
    private final String select;
    private final Filters filters;
    private final Audiences readable = caller.audiences();

    Listing(Class<? extends Published> type, Filters filters) {
      this.filters = filters;
      this.select =
          "select e.code as code, e.publication.body as body from "
              + type.getSimpleName()
              + " e where e.code > :after"
              + (readable.all() ? "" : " and e.publication.audience in :audiences")
              + filters.conditions()
              + " order by e.code";
    }

    List<Tuple> after(String code, int most) {
      var found =
          entities.createQuery(select, Tuple.class).setParameter("after", code).setMaxResults(most);
      filters.parameters().forEach(found::setParameter);
      if (!readable.all()) {
        found.setParameter("audiences", readable.listed().stream().map(Audience::text).toList());
      }
      return found.getResultList();
    }

    /** All of it, a thousand at a time, in one snapshot of the database. */
    TableFile.Rows whole(Class<? extends Record> view) {
      return row -> {
        QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(300));
        try {
          entities
              .unwrap(Session.class)
              .doWork(
                  connection -> {
                    try (var statement = connection.createStatement()) {
                      statement.execute(
                          "set transaction isolation level repeatable read, read only");
                    }
                  });
          var chunk = after("", CHUNK);
          while (!chunk.isEmpty()) {
            chunk.forEach(found -> row.accept(Views.read(found.get("body", String.class), view)));
            chunk =
                chunk.size() < CHUNK
                    ? List.of()
                    : after(chunk.getLast().get("code", String.class), CHUNK);
          }
        } finally {
          QuarkusTransaction.rollback();
        }
      };
    }
  }

  /**
   * An answer computed from what is stored now; the computation is asked only if the caller's copy
   * may be stale.
   */
  public <R extends Record> Response computed(
      FormatQuery form, Supplier<? extends Computed<R>> computation, Class<R> row) {
    var file = file(form);
    var tag = tag(file);
    var unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return headed(unchanged, tag).build();
    }
    var computed = computation.get();
    return headed(
            file == null
                ? Response.ok(Views.write(computed), MediaType.APPLICATION_JSON_TYPE)
                : sent(file, TableFile.names(row), each -> computed.items().forEach(each)),
            tag)
        .build();
  }

  private Response.ResponseBuilder sent(
      TableFile.Kind kind, List<String> labels, TableFile.Rows rows) {
    if (!WRITING.tryAcquire()) {
      throw new Problem(
          Problem.Type.UNAVAILABLE,
          new Text(
              "正在生成的文件较多，请稍后重试", "Many files are being written just now: please retry shortly"));
    }
    try {
      var file = TableFile.of(scratch, kind, labels, rows);
      var length = Files.size(file); // before it is opened, for then it has no name any more
      var name = uri.getPathSegments().getLast().getPath() + "." + kind.ending();
      return Response.ok(
              Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), kind.type())
          .header(HttpHeaders.CONTENT_LENGTH, length)
          .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      WRITING.release();
    }
  }

  /**
   * Property names, as an import takes them; in a workbook for Chinese readers their Chinese names.
   */
  private List<String> labels(
      Class<? extends Published> type, Class<? extends Record> view, TableFile.Kind kind) {
    var names = TableFile.names(view);
    if (kind != TableFile.Kind.XLSX || Text.language(headers).getLanguage().equals("en")) {
      return names;
    }
    return families.stream()
        .filter(family -> family.entity() == type)
        .findFirst()
        .map(
            family ->
                names.stream()
                    .map(
                        name ->
                            family.columns().stream()
                                .filter(column -> column.name().equals(name))
                                .map(Column::label)
                                .findFirst()
                                .orElse(name))
                    .toList())
        .orElse(names);
  }

  /** A computed answer: its rows, whatever else it says beside them. */
  public interface Computed<R extends Record> {
    /** The rows, which are the CSV's lines. */
    List<R> items();
  }

  private EntityTag tag(TableFile.@Nullable Kind file) {
    return new EntityTag(
        feed.freshness()
            + caller.audiences().tag()
            + (file == null ? "" : "." + file.name().toLowerCase(Locale.ROOT))
            + (file == TableFile.Kind.XLSX ? "." + Text.language(headers).getLanguage() : ""));
  }

  private static Response.ResponseBuilder headed(Response.ResponseBuilder answer, EntityTag tag) {
    return answer
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, "Accept, Accept-Language, Authorization");
  }

  /** The kind of file that is asked for; null for JSON. */
  private TableFile.@Nullable Kind file(FormatQuery form) {
    var format = form.format();
    var excel = form.excel();
    if (excel != null && !excel.equals("true") && !excel.equals("false")) {
      throw Problem.parameter("excel", excel, "excel 应为 true 或 false", "excel is true or false");
    }
    var csv = "true".equals(excel) ? TableFile.Kind.EXCEL_CSV : TableFile.Kind.CSV;
    if (format != null) {
      return switch (format) {
        case "csv" -> csv;
        case "xlsx" -> TableFile.Kind.XLSX;
        case "json" -> null;
        default ->
            throw Problem.parameter(
                "format", format, "format 应为 json、csv 或 xlsx", "format is json, csv or xlsx");
      };
    }
    for (var accepted : headers.getAcceptableMediaTypes()) {
      if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return null;
      }
      if (accepted.isCompatible(MediaType.valueOf(Imports.CSV))) {
        return csv;
      }
      if (accepted.isCompatible(TableFile.Kind.XLSX.type())) {
        return TableFile.Kind.XLSX;
      }
    }
    throw new Problem(
        Problem.Type.NOT_ACCEPTABLE,
        new Text(
            "可用格式：application/json、text/csv、xlsx",
            "There are application/json, text/csv and xlsx"));
  }

  private static String json(List<String> bodies, @Nullable String next) {
    return bodies.stream()
        .collect(
            Collectors.joining(
                ",", "{\"items\":[", next == null ? "]}" : "],\"next\":\"" + next + "\"}"));
  }
}
