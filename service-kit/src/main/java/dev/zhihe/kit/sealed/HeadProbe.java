package dev.zhihe.kit.sealed;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells many readers how much is committed, with few statements. All who ask while a statement runs
 * are answered by the next one. It begins after they asked, so it sees everything that was
 * committed before. This is the read index of Raft (Ongaro 2014, section 6.4), with the database in
 * place of a leader.
 */
@Singleton
public class HeadProbe {
  private static final Logger LOG = Logger.getLogger(HeadProbe.class);

  /** A connection that does not answer is given up, and its readers read anew. */
  private static final int TIMEOUT_MILLIS = 3_000;

  private static final int MAX_WAITING = 100;

  /** Reads what {@link Freshness#QUERY} reads, and the types of the first changes that wait. */
  private static final String WAITING =
      """
      select head.*, array(
        select l.entity_type from (select log_id from change_queue limit %d) q %s l) types
      from (%s) head"""
          .formatted(MAX_WAITING + 1, SealedLog.rowOf("q"), Freshness.QUERY);

  private static final String CHANGES =
      """
      select s.position, s.chain, l.entity_type
      from (select * from sealed_change where position between ? and ?) s %s l order by s.position"""
          .formatted(SealedLog.rowOf("s"));

  private final DataSource source;
  private final ExecutorService probing =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("zhihe-head-probe").factory());

  // Guarded by this object.
  private List<Consumer<@Nullable Head>> waiting = new ArrayList<>();
  private boolean running;

  // Of the thread that probes.
  private @Nullable RecentChanges recent;

  HeadProbe(DataSource source) {
    this.source = source;
  }

  /**
   * Asks for the head. It holds everything that was committed before this call.
   *
   * @param reader is called once, on another thread, and must not block; with null if it cannot be
   *     read
   */
  public void ask(Consumer<@Nullable Head> reader) {
    synchronized (this) {
      waiting.add(reader);
      if (running) {
        return;
      }
      running = true;
    }
    try {
      probing.execute(this::probe);
    } catch (RejectedExecutionException closed) {
      answer(stop(), null);
    }
  }

  /** Repeats the statement on one connection for as long as somebody waits. */
  private void probe() {
    List<Consumer<@Nullable Head>> asked = List.of();
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(Freshness.QUERY)) {
      connection.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
      try {
        for (asked = next(); !asked.isEmpty(); asked = next()) {
          answer(asked, read(connection, statement));
        }
      } finally {
        connection.setNetworkTimeout(Runnable::run, 0); // the pool lends it to others
      }
    } catch (Throwable e) { // whatever it is, nobody waits for ever
      LOG.warnf("The freshness of the data cannot be read: %s", e);
      var late = stop(); // before anyone is told, so that who then asks again starts a new probe
      answer(asked, null);
      answer(late, null);
    }
  }

  private Head read(Connection connection, PreparedStatement statement) throws SQLException {
    Freshness freshness;
    @Nullable Set<String> waitingTypes = Set.of();
    try (var row = statement.executeQuery()) {
      row.next();
      freshness = Freshness.of(row);
    }
    if (freshness.waiting() > 0) { // seldom, and then read anew, from one database snapshot
      try (var again = connection.prepareStatement(WAITING);
          var row = again.executeQuery()) {
        row.next();
        freshness = Freshness.of(row);
        var types = (String[]) row.getArray("types").getArray();
        waitingTypes = types.length > MAX_WAITING ? null : new HashSet<>(List.of(types));
      }
    }
    recent = changesUpTo(freshness, connection);
    return new Head(freshness, waitingTypes, recent);
  }

  /** A sealed change never changes again, so a further statement may read it. */
  private RecentChanges changesUpTo(Freshness freshness, Connection connection)
      throws SQLException {
    var known = recent;
    var position = freshness.position();
    if (known == null || position < known.head() || position - known.head() > RecentChanges.MAX) {
      return RecentChanges.at(freshness);
    }
    if (position == known.head()) {
      return known.hasNone(Set.of(), freshness) ? known : RecentChanges.at(freshness);
    }
    try (var statement = connection.prepareStatement(CHANGES)) {
      statement.setLong(1, known.head());
      statement.setLong(2, position);
      var changes = new ArrayList<RecentChanges.Change>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          changes.add(
              new RecentChanges.Change(
                  rows.getLong(1), ByteBuffer.wrap(rows.getBytes(2)).getLong(), rows.getString(3)));
        }
      }
      return known.with(changes, freshness);
    }
  }

  private static void answer(List<Consumer<@Nullable Head>> readers, @Nullable Head head) {
    for (var reader : readers) {
      try {
        reader.accept(head);
      } catch (Throwable e) { // one reader that left does not keep the others waiting
        LOG.warnf("A reader could not be told the head of the log: %s", e);
      }
    }
  }

  /** Those who wait for the next statement. If nobody does, the probe stops. */
  private synchronized List<Consumer<@Nullable Head>> next() {
    var next = waiting;
    waiting = new ArrayList<>();
    running = !next.isEmpty();
    return next;
  }

  /** As {@link #next}, and the probe stops. Who asks later starts it again. */
  private synchronized List<Consumer<@Nullable Head>> stop() {
    var last = waiting;
    waiting = new ArrayList<>();
    running = false;
    return last;
  }

  @PreDestroy
  void close() {
    probing.close();
  }
}
