package dev.zhihe.kit.writes;

import dev.zhihe.kit.changelog.ChangeHash;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.security.Caller;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives a repeated write one effect. The answer is stored under the caller's {@code
 * Idempotency-Key}, in the transaction of the write, and a repeated request gets that answer. So
 * effect and answer are stored together or not at all, even if the server or the connection fails.
 *
 * <p>A refusal rolls back, and its key with it. The caller may correct the request and send it
 * under the same key.
 */
@ApplicationScoped
public class IdempotencyKeys {
  /** Request header with the caller's key for a write. */
  public static final String KEY = "Idempotency-Key";

  /** Header that marks a repeated answer. */
  public static final String REPLAYED = "Idempotent-Replayed";

  /** How long keys are kept. */
  public static final Duration RETENTION = Duration.ofDays(7);

  private static final Logger LOG = Logger.getLogger(IdempotencyKeys.class);
  private static final Pattern SHAPE = Pattern.compile("[ -~]{1,200}");
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int DELETE_BATCH_SIZE = 500;

  private final EntityManager entities;
  private final AgroalDataSource source;
  private final Caller caller;
  private final Request request;
  private final UriInfo uri;
  private final HttpHeaders headers;
  private final ScheduledExecutorService sweeping =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("idempotency-keys").factory());

  IdempotencyKeys(
      EntityManager entities,
      AgroalDataSource source,
      Caller caller,
      Request request,
      UriInfo uri,
      HttpHeaders headers) {
    this.entities = entities;
    this.source = source;
    this.caller = caller;
    this.request = request;
    this.uri = uri;
    this.headers = headers;
  }

  /** A write: it changes something and answers, or refuses by throwing. */
  @FunctionalInterface
  public interface Act<X extends Exception> {
    /** Executes the write. */
    Response run() throws X;
  }

  void start(@Observes StartupEvent event) {
    var unused = sweeping.scheduleWithFixedDelay(this::sweep, 1, 60, TimeUnit.MINUTES);
  }

  void stop(@Observes ShutdownEvent event) {
    sweeping.shutdown();
  }

  /**
   * Executes a write in the current transaction, or returns its stored answer. Without a key, the
   * write is just executed. A dry run is too, because it has no effect that could be repeated.
   *
   * @param content adds to the digest whatever distinguishes this request besides its address and
   *     headers
   */
  public <X extends Exception> Response once(Consumer<MessageDigest> content, Act<X> act) throws X {
    var key = key();
    if (key == null || "true".equals(uri.getQueryParameters().getFirst("dryRun"))) {
      return act.run();
    }
    var client = client();
    var hash = hash(content);
    var session = entities.unwrap(Session.class);
    // Waits here for a simultaneous request with the same key, as long as for any lock.
    if (!session.doReturningWork(connection -> claim(connection, client, key, hash))) {
      return session.doReturningWork(connection -> repeated(connection, client, key, hash));
    }
    var answer = act.run();
    if (answer.getStatus() >= 400) {
      throw new IllegalStateException(
          "A refusal is thrown, so that what was done before is undone: " + answer.getStatus());
    }
    var body = bytes(answer.getEntity());
    session.doWork(connection -> keep(connection, client, key, answer, body));
    return Response.fromResponse(answer).entity(body).type(type(answer)).build();
  }

  /** Deletes old keys, in batches. */
  public void forgetOld() throws SQLException {
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                """
                delete from idempotency_key where ctid = any(array(
                  select ctid from idempotency_key where created_at < now() - make_interval(days => ?) order by created_at limit ?))
                """)) {
      statement.setInt(1, (int) RETENTION.toDays());
      statement.setInt(2, DELETE_BATCH_SIZE);
      var deleted = statement.executeUpdate();
      while (deleted == DELETE_BATCH_SIZE) {
        deleted = statement.executeUpdate();
      }
    }
  }

  private void sweep() {
    try {
      forgetOld();
    } catch (SQLException | RuntimeException e) {
      LOG.warnf("Deleting old idempotency keys failed; it will be retried in an hour: %s", e);
    }
  }

  /** The key of the current request; null if it has none. */
  public @Nullable String key() {
    var sent = headers.getRequestHeader(KEY);
    if (sent == null || sent.isEmpty()) {
      return null;
    }
    var key = sent.getFirst();
    if (sent.size() > 1 || !SHAPE.matcher(key).matches()) {
      throw Problem.parameter(
          KEY,
          key,
          "Idempotency-Key 只能出现一次，应为 1 至 200 个可打印的 ASCII 字符，如 UUID",
          "Idempotency-Key appears once and has 1 to 200 printable ASCII characters, such as a UUID");
    }
    return key;
  }

  /**
   * Identifies the client that owns the keys. A user who acts for another organisation is another
   * client, because it may read other data.
   */
  public String client() {
    var organisation = caller.organisation();
    return organisation == null ? caller.name() : caller.name() + "@" + organisation;
  }

  private byte[] hash(Consumer<MessageDigest> content) {
    var digest = ChangeHash.sha256();
    var address = uri.getRequestUri();
    for (var part :
        Arrays.asList(
            request.getMethod(),
            address.getRawPath(),
            address.getRawQuery(),
            headers.getHeaderString(HttpHeaders.IF_MATCH),
            headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
      digest.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    content.accept(digest);
    return digest.digest();
  }

  private static boolean claim(Connection connection, String client, String key, byte[] hash)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into idempotency_key (client, key, request) values (?, ?, ?) on conflict do nothing")) {
      statement.setString(1, client);
      statement.setString(2, key);
      statement.setBytes(3, hash);
      return statement.executeUpdate() == 1;
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw inUse();
      }
      throw e;
    }
  }

  private static Response repeated(Connection connection, String client, String key, byte[] hash)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select request, status, body, content_type, etag, location from idempotency_key where client = ? and key = ?")) {
      statement.setString(1, client);
      statement.setString(2, key);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw inUse(); // the key was deleted just now
        }
        if (!MessageDigest.isEqual(row.getBytes("request"), hash)) {
          throw new Problem(
              ProblemType.IDEMPOTENCY_KEY_REUSED,
              new Text(
                  "该 Idempotency-Key 已用于另一请求：同一键只能重发同一请求，新的请求请用新的键",
                  "That Idempotency-Key belongs to another request: a key repeats one and the same request, a new one needs a new key"));
        }
        return Response.status(row.getInt("status"))
            .entity(row.getBytes("body"))
            .type(row.getString("content_type"))
            .header(HttpHeaders.ETAG, row.getString("etag"))
            .header(HttpHeaders.LOCATION, row.getString("location"))
            .header(REPLAYED, "true")
            .build();
      }
    }
  }

  private static Problem inUse() {
    return new Problem(
        ProblemType.IDEMPOTENCY_KEY_IN_USE,
        new Text(
            "同一 Idempotency-Key 的请求仍在处理，请稍后以同一键重发",
            "A request with that Idempotency-Key is still being worked on: send it again shortly, with the same key"));
  }

  private static void keep(
      Connection connection, String client, String key, Response answer, byte @Nullable [] body)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update idempotency_key set status = ?, body = ?, content_type = ?, etag = ?, location = ? where client = ? and key = ?")) {
      statement.setInt(1, answer.getStatus());
      statement.setBytes(2, body);
      statement.setString(3, type(answer));
      statement.setString(4, answer.getHeaderString(HttpHeaders.ETAG));
      statement.setString(5, answer.getHeaderString(HttpHeaders.LOCATION));
      statement.setString(6, client);
      statement.setString(7, key);
      statement.executeUpdate();
    }
  }

  private static byte @Nullable [] bytes(@Nullable Object entity) {
    if (entity == null) {
      return null;
    }
    var text = entity instanceof String stored ? stored : Views.write(entity);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String type(Response answer) {
    if (!answer.hasEntity()) {
      return null;
    }
    return answer.getMediaType() == null
        ? MediaType.APPLICATION_JSON
        : answer.getMediaType().toString();
  }
}
