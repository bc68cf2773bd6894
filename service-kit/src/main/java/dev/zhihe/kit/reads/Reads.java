package dev.zhihe.kit.reads;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.http.Tags;
import dev.zhihe.kit.json.Days;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.readlog.ReadLog;
import dev.zhihe.kit.sealed.Cut;
import dev.zhihe.kit.sealed.Cuts;
import dev.zhihe.kit.sealed.Freshness;
import dev.zhihe.kit.sealed.SealedState;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.FileKind;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads as JSON, CSV or XLSX: items and lists of published entities, and computed answers.
 * It supports conditional requests.
 *
 * <p>Items and pages are the stored bytes, joined without mapping. The ETags of lists and computed
 * answers begin with the freshness key. A 304 means that nothing that the answer depends on was
 * written in between.
 *
 * <p>Key and data come from one database snapshot. While no change waits to be sealed, so does the
 * position that the answer names, and {@code asOf} with that position gives the same answer again.
 */
@ApplicationScoped
public class Reads {
  /** Parameter: what was known at a position, an event id, an instant, a day or now. */
  public static final String AS_OF = "asOf";

  /** Parameter: what was valid on a day. */
  public static final String ON = "on";

  /** Response header: the position that the answer was read at. {@code asOf} accepts it. */
  public static final String AS_OF_HEADER = "Zhihe-As-Of";

  /** The headers of a 304. */
  static final List<String> UNCHANGED_HEADERS =
      List.of(HttpHeaders.ETAG, AS_OF_HEADER, HttpHeaders.CACHE_CONTROL, HttpHeaders.VARY);

  private final Moments moments;
  private final ReadLog readings;
  private final Caller caller;
  private final Tags tags;
  private final HttpHeaders headers;
  private final RoutingContext request;
  private final TableFiles files;
  private final KeptAnswers kept;
  private final WholeLists wholeLists;

  Reads(
      Moments moments,
      ReadLog readings,
      Caller caller,
      Tags tags,
      HttpHeaders headers,
      RoutingContext request,
      TableFiles files,
      KeptAnswers kept,
      WholeLists wholeLists) {
    this.moments = moments;
    this.readings = readings;
    this.caller = caller;
    this.tags = tags;
    this.headers = headers;
    this.request = request;
    this.files = files;
    this.kept = kept;
    this.wholeLists = wholeLists;
  }

  /** One entity by its code. 404 if it does not exist or the caller may not read it. */
  public Response item(Class<? extends Published> type, String code) {
    var moment = moments.requestedMoment();
    var known = keptFreshness(moment);
    var found = moments.item(moment, type, code);
    var state = readable(found, code);
    var tag = new EntityTag("v" + state.version());
    var unchanged = tags.unchanged(tag);
    if (unchanged.isPresent()) {
      return headed(unchanged.get(), found.position()).build();
    }
    var noted = readings.note(List.of(state));
    keep(state.json(), known, found.position(), noted, Set.of(ChangeLog.typeName(type)));
    return headed(
            Response.ok(state.json(), MediaType.APPLICATION_JSON_TYPE).tag(tag), found.position())
        .build();
  }

  /** One entity's state as an object, for resources below it, such as its files. */
  public <V extends Record> KnownState<V> state(
      Class<? extends Published> type, String code, Class<V> view) {
    var found = moments.item(moments.requestedMoment(), type, code);
    var state = readable(found, code);
    readings.note(List.of(state));
    kept.readAnew(); // what is read below it comes from a later snapshot
    return new KnownState<>(Views.read(state.json(), view), found.position().asOf());
  }

  private SealedState readable(FoundStates found, String code) {
    return found.states().stream()
        .filter(state -> caller.audiences().include(state.audience()))
        .findFirst()
        .orElseThrow(() -> Problem.notFound(code));
  }

  /**
   * Entities ordered by code. JSON is paged. A file holds one page if a limit or cursor is given,
   * else all entities as they were at one moment.
   */
  public <V extends Record> Response list(
      Class<? extends Published> type, Class<V> view, Filters filters, ListQuery query) {
    return list(type, new ListItems<>(view, view, null), filters, query);
  }

  /**
   * As {@link #list}, with properties of other entities in each item. They are read from the same
   * database snapshot. The answer depends on those entities too, and so does its ETag.
   *
   * @param row the view with what is added
   */
  public <V extends Record, R extends Record> Response expandedList(
      Class<? extends Published> type,
      Class<V> view,
      Class<R> row,
      Expansion<V, R> expansion,
      Filters filters,
      ListQuery query) {
    return list(type, new ListItems<>(view, row, expansion), filters, query);
  }

  private Response list(
      Class<? extends Published> type, ListItems<?, ?> items, Filters filters, ListQuery query) {
    var file = files.kind(query.form());
    var size = query.size();
    requireOneMoment(query);
    var moment = moments.requestedMoment();
    // The cursor is not bound to asOf: a client may continue at the position that the first page
    // named.
    var bound = new LinkedHashMap<>(filters.values());
    if (moment.on() != null) {
      bound.put(ON, moment.on());
    }
    var after = Cursor.read(query.cursor(), bound);
    var unchanged = unchanged(moment, file, at -> files.columns(type, items.row(), file, at).tag());
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    if (file != null && !query.paged()) {
      return whole(type, items, filters, file, moment);
    }
    var known = file == null ? keptFreshness(moment) : null;
    Supplier<ListPage> reading =
        () -> {
          var found = moments.page(moment, type, after, size + 1, caller.audiences(), filters);
          var states = found.states().subList(0, Math.min(size, found.states().size()));
          var at = relatedStates(moment, found.position());
          at.dependOn(type);
          var json = file == null ? items.json(states, at) : List.<byte[]>of();
          var rows = file == null ? List.<Record>of() : items.rows(states, at);
          return new ListPage(found, states, json, rows, at.types());
        };
    var page = items.areStored() ? reading.get() : moments.together(moment, one -> reading.get());
    var position = page.found.position();
    var noted = readings.note(page.states);
    var more = page.found.states().size() > size;
    var next = more ? Cursor.after(page.states.getLast().code(), bound) : null;
    var columns = files.columns(type, items.row(), file, position);
    var freshness = freshness(position, file, columns.tag());
    Response.ResponseBuilder answer;
    if (file == null) {
      var json = ListItems.page(page.json, next);
      keep(json, known, position, noted, page.types);
      answer = sent(json, freshness);
    } else {
      answer =
          files.sent(file, columns.labels(), () -> freshness, columns.rows(page.rows::forEach));
    }
    if (next != null) {
      link(answer, next, position);
    }
    return headed(answer, position).build();
  }

  /**
   * A page as it was read.
   *
   * @param found one state more than the page if another page follows
   * @param types of the entities that JSON depends on
   */
  private record ListPage(
      FoundStates found,
      List<SealedState> states,
      List<byte[]> json,
      List<? extends Record> rows,
      @Nullable Set<String> types) {}

  /** The entities that items refer to, whether or not they are valid on the day asked. */
  private States relatedStates(Moment moment, ReadPosition position) {
    return new States(moments, new Moment(moment.cut(), null), position, caller);
  }

  /** 400 for a further page of a moment that is another in each request. */
  void requireOneMoment(ListQuery query) {
    if (query.cursor() != null && moments.latest()) {
      throw Problem.parameter(
          AS_OF,
          Cuts.NOW,
          "now 每次所指不同：其余各页请用首页答复的 %s 作 asOf",
          "now is another moment each time: ask for the other pages with the first one's %s as asOf",
          AS_OF_HEADER);
    }
  }

  void link(Response.ResponseBuilder answer, String next, ReadPosition position) {
    var asOf = moments.latest() ? position.asOf() : null;
    answer.header(HttpHeaders.LINK, Cursor.link(request.request(), next, asOf));
  }

  private Response whole(
      Class<? extends Published> type,
      ListItems<?, ?> items,
      Filters filters,
      FileKind file,
      Moment moment) {
    var conditional = new AtomicLong();
    var readAt = new AtomicReference<@Nullable ReadPosition>();
    Function<ReadPosition, Response.ResponseBuilder> writing =
        position -> {
          readAt.set(position);
          var at = relatedStates(moment, position);
          var columns = files.columns(type, items.row(), file, position);
          return files.written(
              file,
              columns.labels(),
              () -> freshness(position, file, columns.tag()),
              wholeLists.rows(type, items, filters, moment, at, columns, conditional));
        };
    var answer = files.limited(() -> moments.together(moment, writing));
    readings.note(conditional.get());
    return headed(answer, Objects.requireNonNull(readAt.get())).build();
  }

  /**
   * An answer computed from the states of one moment. It is the same for every caller if those
   * states are all public. The computation runs only if the caller's cached copy may be stale.
   */
  public <R extends Record> Response computed(
      FormatQuery form, Function<States, ? extends Computed<R>> computation, Class<R> row) {
    return computed(form, moments.requestedMoment(), "", computation, row);
  }

  /**
   * As {@link #computed}, for an answer that depends on a day: the one in {@code on}, else today
   * ({@link Days}). The computation receives all states, including those valid on later days, and
   * must filter by the day itself.
   */
  public <R extends Record> Response computedOn(
      FormatQuery form,
      BiFunction<States, LocalDate, ? extends Computed<R>> computation,
      Class<R> row) {
    var day = Objects.requireNonNullElseGet(moments.on(), () -> Days.of(Instant.now()));
    return computed(
        form, moments.known(), "." + day, states -> computation.apply(states, day), row);
  }

  /**
   * As {@link #computedOn}, for an answer that measures time by a day of its own.
   *
   * @param day for the ETag; empty if the moment alone decides
   */
  public <R extends Record> Response computed(
      FormatQuery form, String day, Function<States, ? extends Computed<R>> of, Class<R> row) {
    moments.on(); // 400 unless it is a day
    return computed(form, moments.known(), day.isEmpty() ? "" : "." + day, of, row);
  }

  private <R extends Record> Response computed(
      FormatQuery form,
      Moment moment,
      String day,
      Function<States, ? extends Computed<R>> computation,
      Class<R> row) {
    var file = files.kind(form);
    var unchanged = unchanged(moment, file, at -> day);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    var known = file == null ? keptFreshness(moment) : null;
    record Made<R extends Record>(States from, Computed<R> answer) {}
    var made =
        moments.together(
            moment,
            position -> {
              var states = new States(moments, moment, position, caller);
              return new Made<R>(states, computation.apply(states));
            });
    var noted = made.from.notPublic();
    readings.note(noted);
    var position = made.from.position();
    // Once sealed, the same states are an answer that tells their position: no 304 for this one.
    var isUnplaced = position.asOf() == null && made.from.types() == null;
    var freshness = freshness(position, file, day) + (isUnplaced ? ".unplaced" : "");
    if (file != null) {
      return headed(
              files.sent(file, files.labels(row, file, made.answer), () -> freshness, made.answer),
              position)
          .build();
    }
    var json = Views.bytes(made.answer);
    keep(json, known, position, noted, made.from.types());
    return headed(sent(json, freshness), position).build();
  }

  /**
   * Runs a computation on the public states at a cut. Used to store a result, and later to prove
   * the stored result.
   */
  public <T> T at(Cut cut, Function<States, T> computation) {
    var moment = new Moment(cut, null);
    return computation.apply(new States(moments, moment, moments.position(moment), caller));
  }

  /** The freshness to keep an answer about a moment with; null if it is read with the data. */
  private @Nullable Freshness keptFreshness(Moment moment) {
    return kept.wanted() ? moments.freshnessAt(moment) : null;
  }

  /** Keeps an answer that is made of public states alone. */
  private void keep(
      byte[] json,
      @Nullable Freshness known,
      ReadPosition position,
      long noted,
      @Nullable Set<String> types) {
    var freshness = position.head() == null ? known : position.head();
    if (noted == 0 && freshness != null) {
      kept.mayKeep(json, freshness, moments.past() ? Set.of() : types, moments.past());
    }
  }

  static Response.ResponseBuilder sent(byte[] json, String freshness) {
    return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).tag(Tags.of(freshness, json));
  }

  /** 304 if the caller's copy is still current. Requests without an ETag skip this extra query. */
  Optional<Response> unchanged(
      Moment moment, @Nullable FileKind file, Function<ReadPosition, String> more) {
    if (headers.getHeaderString(HttpHeaders.IF_NONE_MATCH) == null) {
      return Optional.empty();
    }
    var position = moments.position(moment);
    return tags.unchanged(freshness(position, file, more.apply(position)))
        .map(answer -> headed(answer, position).build());
  }

  /**
   * The beginning of the answer's ETag: state, reader, format, and what else it depends on.
   *
   * @param more the day of a computed answer, or the columns of a list's file
   */
  String freshness(ReadPosition position, @Nullable FileKind file, String more) {
    return position.freshness()
        + caller.audiences().tag()
        + (file == null ? "" : "." + file.name().toLowerCase(Locale.ROOT))
        + (file == FileKind.XLSX ? "." + Text.language(headers).getLanguage() : "")
        + more;
  }

  static Response.ResponseBuilder headed(Response.ResponseBuilder answer, ReadPosition position) {
    return answer
        .header(AS_OF_HEADER, position.asOf())
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, "Accept, Accept-Language, Authorization");
  }
}
