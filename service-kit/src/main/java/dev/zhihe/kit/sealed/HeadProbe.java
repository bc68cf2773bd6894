package dev.zhihe.kit.sealed;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

  private final DataSource source;
  private final ExecutorService probing =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("zhihe-head-probe").factory());

  // Guarded by this object.
  private List<Consumer<@Nullable Freshness>> waiting = new ArrayList<>();
  private boolean running;

  HeadProbe(DataSource source) {
    this.source = source;
  }

  /**
   * Asks for the freshness. It holds everything that was committed before this call.
   *
   * @param reader is called once, on another thread, and must not block; with null if the freshness
   *     cannot be read
   */
  public void ask(Consumer<@Nullable Freshness> reader) {
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
    List<Consumer<@Nullable Freshness>> asked = List.of();
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement(Freshness.QUERY)) {
      connection.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
      try {
        for (asked = next(); !asked.isEmpty(); asked = next()) {
          answer(asked, read(statement));
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

  private static Freshness read(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      row.next();
      return Freshness.of(row);
    }
  }

  private static void answer(
      List<Consumer<@Nullable Freshness>> readers, @Nullable Freshness freshness) {
    for (var reader : readers) {
      try {
        reader.accept(freshness);
      } catch (Throwable e) { // one reader that left does not keep the others waiting
        LOG.warnf("A reader could not be told the freshness: %s", e);
      }
    }
  }

  /** Those who wait for the next statement. If nobody does, the probe stops. */
  private synchronized List<Consumer<@Nullable Freshness>> next() {
    var next = waiting;
    waiting = new ArrayList<>();
    running = !next.isEmpty();
    return next;
  }

  /** As {@link #next}, and the probe stops. Who asks later starts it again. */
  private synchronized List<Consumer<@Nullable Freshness>> stop() {
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
