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
 * Keeps a copy of one service in its own database, over HTTP: first a snapshot, then the changes.
 * It may be killed at any time. Data and position are committed in one transaction, so it continues
 * from there. It also proves the copy. Every row's hash and the chain are checked on arrival, and
 * the tables are compared with the service's digest.
 *
 * <p>It needs no knowledge of deletions, renames or withdrawals elsewhere. Everything that happens
 * is in the feed, at a position that never changes.
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

  /** Brings the copy up to the current head. Without a copy it first loads everything. */
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

  /**
   * Follows the changes until interrupted. Failures of the connection and the service do not end
   * it.
   */
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
      copy.forget(); // the position no longer exists, so load from the beginning
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
        copy.forget(); // positions were rewound, so this position has other data
        throw new IOException("the snapshot of another log under the same position");
      }
      var waiting = 0;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var row = JSON.readTree(line);
        if (row.has("end")) {
          copy.loaded();
          verify(); // every row must be equal
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

  /** Applies the next changes. Null if the feed has a new epoch or is now another log. */
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
      if (item.has("entityId")) { // else it is withheld
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

  /**
   * Handles a new epoch, after which positions may have been rewound. If the chain at the copy's
   * position is the same, the copy is still right.
   */
  private void newEpoch(Copy.State state) throws IOException, InterruptedException, SQLException {
    var answer =
        get(
            "/v1/changes/" + service + "/digest?at=" + state.position(),
            BodyHandlers.ofString(UTF_8));
    if (answer.statusCode() != 200 && answer.statusCode() != 400) {
      throw new IOException("digest: " + answer.statusCode()); // try again later
    }
    var digest = JSON.readTree(answer.body());
    if (answer.statusCode() == 200 && digest.get("chain").asText().equals(state.chain())) {
      copy.epoch(digest.get("feedEpoch").asInt());
    } else {
      copy.forget(); // the position no longer exists, or has other data
    }
  }

  /** Compares the copied tables with the service's digest at the copy's position. */
  public void verify() throws IOException, InterruptedException, SQLException {
    var state = Objects.requireNonNull(copy.state());
    var digest = verify(state.position(), copy.content());
    require(digest.get("chain").asText().equals(state.chain()), digest);
  }

  /** Compares a copy's content with the service's digest at a position. */
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

  /** Empty if there is no row yet, because a parameter without a value is refused. */
  private static String after(@Nullable String entity) {
    return entity == null || entity.isEmpty() ? "" : "&after=" + URLEncoder.encode(entity, UTF_8);
  }

  private static void require(boolean holds, JsonNode what) {
    if (!holds) {
      throw new IllegalStateException("not what was sealed: " + what);
    }
  }

  /**
   * Follows one service: {@code Mirror ORIGIN SERVICE JDBC-URL [KAFKA]}. Without a token it reads
   * what is public. With a valid token in the file {@code ZHIHE_TOKEN_FILE}, it reads what the
   * token's owner may read. With Kafka's address it follows the topic. The account is in {@code
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
