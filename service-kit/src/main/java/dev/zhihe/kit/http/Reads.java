package dev.zhihe.kit.http;

import dev.zhihe.kit.changelog.Audience;
import dev.zhihe.kit.changelog.Audiences;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Days;
import dev.zhihe.kit.changelog.Feed;
import dev.zhihe.kit.changelog.History;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.changelog.ReadLog;
import dev.zhihe.kit.changelog.Views;
import dev.zhihe.kit.security.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads: items and lists of published entities, and computed answers, as JSON, CSV or XLSX,
 * conditional.
 *
 * <p>An item or a page is the stored bytes, joined; nothing is mapped on the way out. The tags of
 * lists and computed answers begin with the freshness key, so a 304 is given only while no write
 * was committed in between.
 */
@ApplicationScoped
public class Reads {
  /** What was known then: a position, an event's id or an instant. */
  public static final String AS_OF = "asOf";

  /** What held on that day. */
  public static final String ON = "on";

  /** Tells the position that an answer stands on, for others to ask for it again. */
  static final String CUT = "Zhihe-As-Of";

  private static final int CHUNK = 1_000;

  private static final String SELECT =
      "select e.code as code, e.publication.version as version, e.publication.audience as audience,"
          + " e.publication.body as body from %s e";

  private final EntityManager entities;
  private final Feed feed;
  private final History history;
  private final ReadLog readings;
  private final Caller caller;
  private final Tags tags;
  private final HttpHeaders headers;
  private final UriInfo uri;
  private final TableFiles files;

  Reads(
      EntityManager entities,
      Feed feed,
      History history,
      ReadLog readings,
      Caller caller,
      Tags tags,
      HttpHeaders headers,
      UriInfo uri,
      TableFiles files) {
    this.entities = entities;
    this.feed = feed;
    this.history = history;
    this.readings = readings;
    this.caller = caller;
    this.tags = tags;
    this.headers = headers;
    this.uri = uri;
    this.files = files;
  }

  /** One entity by its code: 404 if it is absent or not for the caller. */
  public Response item(Class<? extends Published> type, String code) {
    var moment = settled(moment());
    var found = found(type, code, moment);
    var tag = new EntityTag("v" + found.version());
    var unchanged = tags.unchanged(tag);
    if (unchanged.isPresent()) {
      return headed(unchanged.get(), moment).build();
    }
    readings.note(List.of(found));
    return headed(Response.ok(found.body(), MediaType.APPLICATION_JSON_TYPE).tag(tag), moment)
        .build();
  }

  /** The same for what hangs on it, such as its files: the state itself. */
  public <V extends Record> V state(Class<? extends Published> type, String code, Class<V> view) {
    var found = found(type, code, settled(moment()));
    readings.note(List.of(found));
    return Views.read(found.body(), view);
  }

  private History.State found(Class<? extends Published> type, String code, Moment moment) {
    return (moment.cut == null
            ? current(type, code)
            : history.item(ChangeLog.typeName(type), code, moment.cut, moment.on))
        .filter(state -> caller.audiences().include(state.audience()))
        .orElseThrow(() -> Problem.notFound(code));
  }

  private Optional<History.State> current(Class<? extends Published> type, String code) {
    return entities
        .createQuery(SELECT.formatted(type.getSimpleName()) + " where e.code = :code", Tuple.class)
        .setParameter("code", code)
        .getResultList()
        .stream()
        .map(Reads::state)
        .findFirst();
  }

  private static History.State state(Tuple row) {
    return new History.State(
        row.get("code", String.class),
        row.get("version", Long.class),
        new Audience(row.get("audience", String.class)),
        row.get("body", String.class));
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
    var file = files.kind(query.form());
    var size = query.size();
    var asked = moment();
    var bound = new LinkedHashMap<>(filters.values());
    given(AS_OF).ifPresent(asOf -> bound.put(AS_OF, asOf));
    given(ON).ifPresent(on -> bound.put(ON, on));
    var after = Cursor.read(query.cursor(), bound);
    var freshness = freshness(file, asked);
    var unchanged = tags.unchanged(freshness);
    if (unchanged.isPresent()) {
      return headed(unchanged.get(), asked).build();
    }
    var moment = settled(asked);
    var listing = listing(type, filters, caller.audiences(), moment);
    if (file != null && !query.paged()) {
      var conditional = new AtomicLong();
      TableFile.Rows whole =
          row ->
              atOneMoment(
                  moment,
                  () ->
                      each(
                          listing,
                          state -> {
                            if (!state.audience().equals(Audience.PUBLIC)) {
                              conditional.incrementAndGet();
                            }
                            row.accept(Views.read(state.body(), view));
                          }));
      var answer = files.sent(file, files.labels(type, view, file), freshness, whole);
      readings.note(conditional.get());
      return headed(answer, moment).build();
    }
    var states = listing.page(after, size + 1);
    var page = states.subList(0, Math.min(size, states.size()));
    readings.note(page);
    var next = states.size() > size ? Cursor.after(page.getLast().code(), bound) : null;
    var answer =
        file == null
            ? sent(json(page, next), freshness)
            : files.sent(
                file,
                files.labels(type, view, file),
                freshness,
                row -> page.forEach(state -> row.accept(Views.read(state.body(), view))));
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
    return headed(answer, moment).build();
  }

  /** States in the order of their codes. */
  @FunctionalInterface
  private interface Listing {
    List<History.State> page(String after, int most);
  }

  private Listing listing(
      Class<? extends Published> type, Filters filters, Audiences readable, Moment moment) {
    var cut = moment.cut;
    if (cut != null) {
      return (after, most) ->
          history.page(ChangeLog.typeName(type), after, most, cut, moment.on, readable, filters);
    }
    var select =
        SELECT.formatted(type.getSimpleName())
            + " where e.code > :after"
            + (readable.all() ? "" : " and e.publication.audience in :audiences")
            + filters.conditions()
            + " order by e.code";
    return (after, most) -> {
      var found =
          entities
              .createQuery(select, Tuple.class)
              .setParameter("after", after)
              .setMaxResults(most);
      filters.parameters().forEach(found::setParameter);
      if (!readable.all()) {
        found.setParameter("audiences", readable.listed().stream().map(Audience::text).toList());
      }
      return found.getResultList().stream().map(Reads::state).toList();
    };
  }

  private static void each(Listing listing, Consumer<History.State> state) {
    var chunk = listing.page("", CHUNK);
    while (!chunk.isEmpty()) {
      chunk.forEach(state);
      chunk = chunk.size() < CHUNK ? List.of() : listing.page(chunk.getLast().code(), CHUNK);
    }
  }

  /** Reads in one snapshot of the database; what is past stands still by itself. */
  private void atOneMoment(Moment moment, Runnable reading) {
    if (moment.cut != null) {
      reading.run();
      return;
    }
    QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(300));
    try {
      entities
          .unwrap(Session.class)
          .doWork(
              connection -> {
                try (var statement = connection.createStatement()) {
                  statement.execute("set transaction isolation level repeatable read, read only");
                }
              });
      reading.run();
    } finally {
      QuarkusTransaction.rollback();
    }
  }

  /**
   * An answer computed from states of one moment, and so the same for every caller if they are all
   * public; the computation is asked only if the caller's copy may be stale.
   */
  public <R extends Record> Response computed(
      FormatQuery form, Function<States, ? extends Computed<R>> computation, Class<R> row) {
    var asked = moment();
    return computed(
        form, asked, freshness(files.kind(form), asked), settled(asked), computation, row);
  }

  /**
   * The same of an answer that depends on a day, which is today in the plan's zone unless the
   * caller names another with {@code on}. The computation gets every state there is, those of later
   * days too, and minds the day itself.
   */
  public <R extends Record> Response computedOn(
      FormatQuery form,
      BiFunction<States, LocalDate, ? extends Computed<R>> computation,
      Class<R> row) {
    var asked = moment();
    var day = asked.on == null ? Days.of(Instant.now()) : asked.on;
    return computed(
        form,
        asked,
        freshness(files.kind(form), asked) + "." + day,
        new Moment(asked.cut, null, asked.freshness),
        states -> computation.apply(states, day),
        row);
  }

  private <R extends Record> Response computed(
      FormatQuery form,
      Moment asked,
      String freshness,
      Moment read,
      Function<States, ? extends Computed<R>> computation,
      Class<R> row) {
    var file = files.kind(form);
    var unchanged = tags.unchanged(freshness);
    if (unchanged.isPresent()) {
      return headed(unchanged.get(), asked).build();
    }
    var states = new States(read);
    var computed = new AtomicReference<Computed<R>>();
    atOneMoment(read, () -> computed.set(computation.apply(states)));
    readings.note(states.notPublic);
    var answer = computed.get();
    return headed(
            file == null
                ? sent(Views.write(answer), freshness)
                : files.sent(
                    file, TableFile.names(row), freshness, each -> answer.items().forEach(each)),
            read)
        .build();
  }

  /**
   * What a computation comes to at a cut, from its public states: for what is kept, and for proving
   * later that it is what was kept.
   */
  public <T> T at(History.Cut cut, Function<States, T> computation) {
    return computation.apply(new States(new Moment(cut, null, null)));
  }

  /** A state and the version it is. */
  public record Versioned<V extends Record>(long version, V state) {}

  /** The states of one moment, which computed answers are made of. */
  public final class States {
    private final Moment moment;
    private long notPublic;

    private States(Moment moment) {
      this.moment = moment;
    }

    /** The public ones of a type that pass the filters, in the order of their codes. */
    public <V extends Record> List<V> of(
        Class<? extends Published> type, Class<V> view, Filters filters) {
      return versioned(type, view, filters).stream().map(Versioned::state).toList();
    }

    /** The same with their versions, for answers that name what they were made of. */
    public <V extends Record> List<Versioned<V>> versioned(
        Class<? extends Published> type, Class<V> view, Filters filters) {
      return found(type, view, filters, Audiences.PUBLIC);
    }

    /**
     * The same of all that the caller may read; its answer is then another than others get, as its
     * tag is.
     */
    public <V extends Record> List<Versioned<V>> readable(
        Class<? extends Published> type, Class<V> view, Filters filters) {
      return found(type, view, filters, caller.audiences());
    }

    /** Whether the caller may read what is for this audience. */
    public boolean mayRead(Audience audience) {
      return caller.audiences().include(audience);
    }

    private <V extends Record> List<Versioned<V>> found(
        Class<? extends Published> type, Class<V> view, Filters filters, Audiences audiences) {
      var found = new ArrayList<Versioned<V>>();
      each(
          listing(type, filters, audiences, moment),
          state -> {
            if (!state.audience().equals(Audience.PUBLIC)) {
              notPublic++;
            }
            found.add(new Versioned<>(state.version(), Views.read(state.body(), view)));
          });
      return found;
    }
  }

  /**
   * What a read is about.
   *
   * @param cut what the service knew; null for what it knows now and the tables hold
   * @param on the day on which it held; null for every day
   * @param freshness of what it knows now; taken before it is read
   */
  private record Moment(
      History.@Nullable Cut cut, @Nullable LocalDate on, @Nullable String freshness) {}

  private Moment moment() {
    var on = given(ON).map(Reads::day).orElse(null);
    var asOf = given(AS_OF);
    if (asOf.isPresent()) {
      return new Moment(history.at(asOf.get()), on, null);
    }
    return new Moment(null, on, feed.freshness());
  }

  /** What holds on a day is read from the history: at the latest cut, if no other was asked for. */
  private Moment settled(Moment asked) {
    return asked.on == null || asked.cut != null
        ? asked
        : new Moment(history.latest(), asked.on, asked.freshness);
  }

  private Optional<String> given(String parameter) {
    return Optional.ofNullable(uri.getQueryParameters().getFirst(parameter));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Problem.parameter(ON, text, "on 应为日期，如 2023-06-30", "on is a day, such as 2023-06-30");
    }
  }

  private static Response.ResponseBuilder sent(String json, String freshness) {
    return Response.ok(json, MediaType.APPLICATION_JSON_TYPE).tag(Tags.of(freshness, json));
  }

  /** A computed answer: its rows, whatever else it says beside them. */
  public interface Computed<R extends Record> {
    /** The rows, which are the CSV's lines. */
    List<R> items();
  }

  /** What the tag of an answer begins with: state, reader and form. */
  private String freshness(TableFile.@Nullable Kind file, Moment moment) {
    return (moment.freshness == null
            ? history.id(Objects.requireNonNull(moment.cut))
            : moment.freshness)
        + caller.audiences().tag()
        + (file == null ? "" : "." + file.name().toLowerCase(Locale.ROOT))
        + (file == TableFile.Kind.XLSX ? "." + Text.language(headers).getLanguage() : "");
  }

  private Response.ResponseBuilder headed(Response.ResponseBuilder answer, Moment moment) {
    if (moment.cut != null) {
      answer.header(CUT, history.id(moment.cut));
    }
    return answer
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, "Accept, Accept-Language, Authorization");
  }

  private static String json(List<History.State> page, @Nullable String next) {
    return page.stream()
        .map(History.State::body)
        .collect(
            Collectors.joining(
                ",", "{\"items\":[", next == null ? "]}" : "],\"next\":\"" + next + "\"}"));
  }
}
