package dev.zhihe.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a copy of one service in a database of one's own, over HTTP: a snapshot first, then the
 * changes, for ever. It may be killed at any point: what it has applied and how far it is stand in
 * one transaction, so it goes on from there. And it proves the copy: every row's hash and the chain
 * as they arrive, and the copied tables against the service's digest.
 *
 * <p>What a copy does not need to know: when somebody else deletes, renames or withdraws a thing.
 * Everything that happens is in the feed, at a position that never changes.
 */
public final class Mirror {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final int BATCH = 1_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(60); // for an answer to begin

  private final HttpClient http = HttpClient.newHttpClient();
  private final String origin;
  private final String service;
  private final Supplier<@Nullable String> token;
  private final Copy copy;

  /**
   * @param origin such as {@code http://localhost:8080}
   * @param service indicators, projects or platforms
   * @param token a bearer token each time one is needed; null to read what is public
   * @param database where the copy is kept; its tables are made when they are not there
   */
  public Mirror(
      String origin, String service, Supplier<@Nullable String> token, Connection database)
      throws SQLException {
    this.origin = origin;
    this.service = service;
    this.token = token;
    this.copy = new Copy(database, service);
  }

  /** Brings the copy up to the head as it is now, loading everything first if there is none. */
  public long catchUp() throws IOException, InterruptedException, SQLException {
    while (true) {
      var state = copy.state();
      if (state == null || state.loading()) {
        loadSnapshot(state);
      } else {
        var page = changes(state, 0);
        if (page != null && page.at("/items").isEmpty()) {
          return state.position();
        }
      }
    }
  }

  /** Follows the changes until interrupted, whatever the line and the service go through. */
  public void follow() throws InterruptedException, SQLException {
    while (!Thread.interrupted()) {
      try {
        catchUp();
        changes(Objects.requireNonNull(copy.state()), 25);
      } catch (IOException e) {
        System.err.println(e + "; going on from where the copy is");
        Thread.sleep(Duration.ofSeconds(1));
      }
    }
  }

  private void loadSnapshot(Copy.@Nullable State begun)
      throws IOException, InterruptedException, SQLException {
    var query = begun == null ? "" : "?at=" + begun.position() + after(begun.snapshotAfter());
    var answer = get("/v1/snapshots/" + service + query, BodyHandlers.ofInputStream());
    if (answer.statusCode() == 400) {
      copy.forget(); // that position is no more: from the beginning
    }
    if (answer.statusCode() != 200) {
      throw new IOException("snapshot: " + answer.statusCode());
    }
    try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      var head = JSON.readTree(lines.readLine()).get("snapshot");
      if (begun == null) {
        copy.begin(
            head.get("feedEpoch").asInt(),
            head.get("position").asLong(),
            head.get("chain").asText(),
            true);
      } else if (!head.get("chain").asText().equals(begun.chain())) {
        copy.forget(); // positions were rewound meanwhile: this one is another
        throw new IOException("the snapshot of another log under the same position");
      }
      var waiting = 0;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var row = JSON.readTree(line);
        if (row.has("end")) {
          copy.loaded();
          verify(); // not one row may differ
          return;
        }
        copy.put(
            row.get("entityType").asText(),
            row.get("entityId").asText(),
            row.get("version").asLong(),
            Proof.dataOfLine(line));
        if (++waiting % BATCH == 0) {
          copy.snapshotReached(row.get("entityType").asText() + "/" + row.get("entityId").asText());
        }
      }
      throw new IOException("the snapshot broke off: it is resumed");
    }
  }

  /** Applies the next changes; null when the feed began a new epoch or is another log by now. */
  private @Nullable JsonNode changes(Copy.State state, int wait)
      throws IOException, InterruptedException, SQLException {
    var answer =
        get(
            "/v1/changes/%s?after=%d&limit=%d&wait=%d&feedEpoch=%d&chain=%s"
                .formatted(
                    service, state.position(), BATCH, wait, state.feedEpoch(), state.chain()),
            BodyHandlers.ofString(UTF_8));
    if (answer.statusCode() == 410) {
      newEpoch(state);
      return null;
    }
    if (answer.statusCode() != 200) {
      throw new IOException("changes: " + answer.statusCode() + " " + answer.body());
    }
    var page = JSON.readTree(answer.body());
    var chain = state.chain();
    var asSent = Proof.dataOfItems(answer.body()).iterator();
    for (var item : page.get("items")) {
      var data = item.has("data") ? asSent.next() : null;
      if (item.has("salt")) {
        require(Proof.rowHash(item, data).equals(item.get("hash").asText()), item);
      }
      chain = Proof.chained(chain, item);
      if (item.has("entityId")) { // else it is withheld: nothing of ours
        if (data == null) {
          copy.remove(item.get("entityType").asText(), item.get("entityId").asText());
        } else {
          copy.put(
              item.get("entityType").asText(),
              item.get("entityId").asText(),
              item.get("version").asLong(),
              data);
        }
      }
    }
    require(chain.equals(page.get("chain").asText()), page.get("next"));
    copy.reached(page.get("next").asLong(), page.get("chain").asText());
    return page;
  }

  /** Positions may have been rewound: the same chain at our position says that ours were not. */
  private void newEpoch(Copy.State state) throws IOException, InterruptedException, SQLException {
    var answer =
        get(
            "/v1/changes/" + service + "/digest?at=" + state.position(),
            BodyHandlers.ofString(UTF_8));
    if (answer.statusCode() != 200 && answer.statusCode() != 400) {
      throw new IOException("digest: " + answer.statusCode()); // not now: nothing is known yet
    }
    var digest = JSON.readTree(answer.body());
    if (answer.statusCode() == 200 && digest.get("chain").asText().equals(state.chain())) {
      copy.epoch(digest.get("feedEpoch").asInt());
    } else {
      copy.forget(); // that position is no more, or it is another
    }
  }

  /** Compares the copied tables with the service's digest at the copy's position. */
  public void verify() throws IOException, InterruptedException, SQLException {
    var state = Objects.requireNonNull(copy.state());
    var digest = verify(state.position(), copy.content());
    require(digest.get("chain").asText().equals(state.chain()), digest);
  }

  /** Compares what a copy holds with the service's digest at a position. */
  JsonNode verify(long position, Map<String, String> ours)
      throws IOException, InterruptedException {
    var answer =
        get("/v1/changes/" + service + "/digest?at=" + position, BodyHandlers.ofString(UTF_8));
    if (answer.statusCode() != 200) {
      throw new IOException("digest: " + answer.statusCode() + " " + answer.body());
    }
    var theirs = new TreeMap<String, String>();
    var digest = JSON.readTree(answer.body());
    for (var type : digest.get("content")) {
      theirs.put(
          type.get("entityType").asText(), type.get("count") + " " + type.get("digest").asText());
    }
    if (!ours.equals(theirs)) {
      throw new IllegalStateException(
          "at " + position + " the copy has " + ours + ", the service " + theirs);
    }
    return digest;
  }

  private <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(origin + path)).timeout(TIMEOUT);
    var bearer = token.get();
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return http.send(request.build(), body);
  }

  /** Nothing if no row is there yet: a parameter without a value is refused. */
  private static String after(@Nullable String entity) {
    return entity == null || entity.isEmpty() ? "" : "&after=" + URLEncoder.encode(entity, UTF_8);
  }

  private static void require(boolean holds, JsonNode what) {
    if (!holds) {
      throw new IllegalStateException("not what was sealed: " + what);
    }
  }

  /**
   * Follows one service for ever, as what is public or, with a file in {@code ZHIHE_TOKEN_FILE}
   * that somebody keeps a good token in, as what its owner may read: {@code Mirror ORIGIN SERVICE
   * JDBC-URL [KAFKA]}. With Kafka's address it follows the topic, with the account in {@code
   * ZHIHE_KAFKA_PROPERTIES}, a file of Kafka's client properties.
   */
  public static void main(String... arguments) throws Exception {
    try (var database = DriverManager.getConnection(arguments[2])) {
      if (arguments.length > 3) {
        new TopicMirror(kafka(arguments[3]), arguments[1], database).follow();
      } else {
        new Mirror(arguments[0], arguments[1], Mirror::token, database).follow();
      }
    }
  }

  private static Properties kafka(String address) throws IOException {
    var properties = new Properties();
    var file = System.getenv("ZHIHE_KAFKA_PROPERTIES");
    if (file != null) {
      try (var in = Files.newBufferedReader(Path.of(file))) {
        properties.load(in);
      }
    }
    properties.setProperty("bootstrap.servers", address);
    return properties;
  }

  private static @Nullable String token() {
    var file = System.getenv("ZHIHE_TOKEN_FILE");
    try {
      return file == null ? null : Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
