package dev.zhihe.kit.sealing;

import dev.zhihe.kit.changelog.Action;
import dev.zhihe.kit.changelog.Change;
import dev.zhihe.kit.changelog.LogRows;
import dev.zhihe.kit.security.Audience;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People at work: threads that create, change, delete and re-create the same few entities in
 * transactions of one to three, a fifth of them rolled back. Remembers what was committed; a
 * transaction's tag is the request id of its changes.
 */
public final class Writers implements AutoCloseable {
  private static final int ENTITIES = 24;

  private final Ledger ledger;
  private final Map<String, List<Change>> committed = new ConcurrentHashMap<>();
  private final AtomicInteger changes = new AtomicInteger();
  private final AtomicInteger rolledBack = new AtomicInteger();
  private final Queue<Throwable> failure = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  public Writers(Ledger ledger) {
    this.ledger = ledger;
  }

  public Writers start(int count) {
    for (int number = 0; number < count; number++) {
      var name = "writer-" + number;
      var random = new Random(number);
      threads.add(
          Thread.ofPlatform()
              .name(name)
              .start(
                  () -> {
                    try (var app = ledger.as("app")) {
                      app.setAutoCommit(false);
                      for (int act = 0; !stopped; act++) {
                        act(app, name + "-" + act, random);
                      }
                    } catch (SQLException | RuntimeException e) {
                      failure.add(e);
                    }
                  }));
    }
    return this;
  }

  /** How many changes were committed so far. */
  public int changes() {
    return changes.get();
  }

  public int rolledBack() {
    return rolledBack.get();
  }

  /** What was committed: the changes of each transaction, in the order they were logged. */
  public Map<String, List<Change>> committed() {
    return committed;
  }

  /** Notes a transaction that somebody else committed. */
  public void add(Collection<Change> transaction) {
    committed.put(transaction.iterator().next().requestId(), List.copyOf(transaction));
    changes.addAndGet(transaction.size());
  }

  /** Ends the work after the transactions in hand. */
  @Override
  public void close() {
    stopped = true;
    threads.forEach(Ledger::awaitEnd);
    if (!failure.isEmpty()) {
      throw new AssertionError("a writer failed", failure.peek());
    }
  }

  private void act(Connection app, String tag, Random random) throws SQLException {
    var keys = new TreeSet<String>(); // in this order, so that no two wait for each other in a ring
    for (int i = random.nextInt(3); i >= 0; i--) {
      keys.add(random.nextInt(ENTITIES) + "");
    }
    var oneByOne = random.nextBoolean();
    var logged = new ArrayList<Change>();
    try {
      for (var key : keys) {
        var table = Ledger.TABLES.get(Integer.parseInt(key) % 2);
        var change = next(app, table, "e" + key, tag, random);
        Ledger.write(app, change);
        logged.add(change);
        if (oneByOne) {
          LogRows.append(app, List.of(change));
        }
      }
      if (!oneByOne) {
        LogRows.append(app, logged);
      }
    } catch (SQLException e) {
      app.rollback();
      if (!"23505".equals(e.getSQLState())) { // somebody else created it meanwhile
        throw e;
      }
      return;
    }
    if (random.nextInt(5) == 0) {
      app.rollback();
      rolledBack.incrementAndGet();
      return;
    }
    app.commit();
    add(logged);
  }

  /** Locks the entity, or finds it absent, and makes up what happens to it. */
  private static Change next(Connection app, String table, String code, String tag, Random random)
      throws SQLException {
    try (var lock =
        app.prepareStatement("select version from " + table + " where code = ? for update")) {
      lock.setString(1, code);
      try (var row = lock.executeQuery()) {
        if (row.next()) {
          var version = row.getLong(1) + 1;
          return random.nextInt(6) == 0
              ? Ledger.change(table, code, version, Action.DELETED, null, tag)
              : Ledger.change(
                  table,
                  code,
                  version,
                  Action.UPDATED,
                  random.nextInt(4) == 0 ? Audience.BUREAU : Audience.PUBLIC,
                  Ledger.body(code, version),
                  tag);
        }
      }
    }
    try (var last =
        app.prepareStatement(
            "select coalesce(max(version), 0) + 1 from change_log where entity_type = ? and entity_id = ?")) {
      last.setString(1, table.replace('_', '-'));
      last.setString(2, code);
      try (var row = last.executeQuery()) {
        row.next();
        return Ledger.change(
            table, code, row.getLong(1), Action.CREATED, Ledger.body(code, row.getLong(1)), tag);
      }
    }
  }
}
