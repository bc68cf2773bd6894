package dev.zhihe.kit.readlog;

import dev.zhihe.kit.sealed.SealedState;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.kit.security.Caller;
import io.agroal.api.AgroalDataSource;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Access log of non-public data. Written before the response; if writing fails, the request fails.
 */
@ApplicationScoped
public class ReadLog {
  private static final int MAX_REQUEST_LENGTH = 8_000;

  private final AgroalDataSource source;
  private final Caller caller;
  private final RoutingContext request;

  ReadLog(AgroalDataSource source, Caller caller, RoutingContext request) {
    this.source = source;
    this.caller = caller;
    this.request = request;
  }

  /**
   * Notes that the answer to this request contains non-public states. Must not be called within a
   * transaction, whose rollback would remove the note.
   *
   * @param states number of states; 0 notes nothing
   */
  public void note(long states) {
    if (states == 0) {
      return;
    }
    var sent = request.request().method() + " " + request.request().uri();
    try (var connection = source.getConnection()) {
      write(connection, caller.name(), caller.requestId(), caller.clientRequestId(), sent, states);
    } catch (SQLException e) {
      throw new PersistenceException("The reading cannot be noted, so there is no answer", e);
    }
  }

  /**
   * Notes the non-public states among these.
   *
   * @return their number
   */
  public long note(List<SealedState> answered) {
    var states = 0L;
    for (var state : answered) {
      if (!state.audience().equals(Audience.PUBLIC)) {
        states++;
      }
    }
    note(states);
    return states;
  }

  public static void write(
      Connection connection,
      String client,
      String requestId,
      @Nullable String clientRequestId,
      String request,
      long states)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into read_log (client, request_id, client_request_id, request, states) values (?, ?, ?, ?, ?)")) {
      statement.setString(1, client);
      statement.setString(2, requestId);
      statement.setString(3, clientRequestId);
      statement.setString(4, request.substring(0, Math.min(MAX_REQUEST_LENGTH, request.length())));
      statement.setLong(5, states);
      statement.executeUpdate();
    }
  }

  /**
   * The reads after a place and before an instant, ordered by time.
   *
   * @param client whose reads; null for all
   */
  public static ReadEntry.Page page(
      DataSource source, @Nullable String client, ReadPlace after, Instant to, int limit)
      throws SQLException {
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                // the first bound lets the database skip earlier partitions
                "select * from read_log where read_at >= ? and read_at < ? and (read_at, read_id) > (?, ?)"
                    + (client == null ? "" : " and client = ?")
                    + " order by read_at, read_id limit ?")) {
      var time = after.time().atOffset(ZoneOffset.UTC);
      statement.setObject(1, time);
      statement.setObject(2, to.atOffset(ZoneOffset.UTC));
      statement.setObject(3, time);
      statement.setLong(4, after.id());
      if (client != null) {
        statement.setString(5, client);
      }
      statement.setInt(client == null ? 5 : 6, limit + 1);
      var entries = new ArrayList<ReadEntry>();
      @Nullable ReadPlace last = null;
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          if (entries.size() == limit) {
            return new ReadEntry.Page(entries, String.valueOf(last));
          }
          last =
              new ReadPlace(
                  rows.getObject("read_at", OffsetDateTime.class).toInstant(),
                  rows.getLong("read_id"));
          entries.add(
              new ReadEntry(
                  last.time().toString(),
                  rows.getString("client"),
                  rows.getString("request_id"),
                  rows.getString("client_request_id"),
                  rows.getString("request"),
                  rows.getLong("states")));
        }
      }
      return new ReadEntry.Page(entries, null);
    }
  }
}
