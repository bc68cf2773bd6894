package dev.zhihe.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.sealing.Ledger;
import dev.zhihe.kit.security.Audiences;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.PGConnection;

/**
 * The snapshot of {@code -Dsnapshot.rows} entities against PostgreSQL's own COPY of the same table,
 * over the same driver, in the same run; with {@code -DargLine=-Xmx256m} in a small heap. A
 * measurement, run by hand; it asserts nothing but that all rows came.
 */
@EnabledIfSystemProperty(named = "snapshot.rows", matches = "\\d+")
class SnapshotBench {
  private static final int ROUNDS = 2;

  @Test
  void measures() throws Exception {
    var rows = Long.getLong("snapshot.rows");
    var ledger = Ledger.create();
    ledger.commitNote("a", 1);
    try (var _ = ledger.sealing()) {
      ledger.awaitSealed();
    }
    fill(ledger, rows);
    var snapshots = new Snapshots(ledger.pool());
    for (int round = 1; round <= ROUNDS; round++) {
      var copy = new Counted();
      var copied = seconds(() -> copyOut(ledger, "copy history to stdout", copy));
      tell("COPY history TO STDOUT", rows, copied, copy.bytes, copied);
      var binary = new Counted();
      var copiedBinary =
          seconds(() -> copyOut(ledger, "copy history to stdout (format binary)", binary));
      tell("the same, binary", rows, copiedBinary, binary.bytes, copied);
      var sent = new Counted();
      var sending =
          seconds(
              () ->
                  snapshots.send(
                      ledger.service(),
                      snapshots.position(null),
                      Scope.ALL,
                      Audiences.PUBLIC,
                      null,
                      sent));
      tell("snapshot, with its digests", rows, sending, sent.bytes, copied);
      assertThat(sent.lines).isEqualTo(rows + 1 + 2);
      var digesting =
          seconds(
              () ->
                  snapshots.write(
                      snapshots.position(null), Scope.ALL, Audiences.BUREAU, null, null));
      tell("digest alone", rows, digesting, 0, copied);
      var nothing = new Counted();
      var part = new Scope(java.util.List.of(), "510101");
      var looking =
          seconds(
              () ->
                  snapshots.send(
                      ledger.service(),
                      snapshots.position(null),
                      part,
                      Audiences.PUBLIC,
                      null,
                      nothing));
      tell("snapshot of an area that has one row", rows, looking, nothing.bytes, copied);
    }
    var runtime = Runtime.getRuntime();
    System.out.printf(
        "heap at most %d MB, RSS %s%n",
        runtime.maxMemory() >> 20,
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
            .toList());
  }

  /** As a service would have it: keys in order, bodies of some hundred bytes. */
  private static void fill(Ledger ledger, long rows) throws SQLException {
    try (var owner = ledger.as("owner")) {
      Ledger.execute(
          owner,
          """
          insert into history (entity_type, entity_id, version, from_position, to_position, audience, body, area)
          select 'observation', '500106-145-o' || lpad(i::text, 9, '0'), 1, 1, null, 'PUBLIC',
            '{"code":"500106-145-o' || lpad(i::text, 9, '0') || '","plan":"500106-145","area":"500106","indicator":"rd-expenditure-to-gdp","periodStart":"2024-01-01","periodEnd":"2024-12-31","value":'
              || i || '.5,"status":"actual","source":"重庆市沙坪坝区统计公报","sourceUrl":"https://example.org/stat/' || i || '"}', '500106'
          from generate_series(1, %d) i
          """
              .formatted(rows));
      Ledger.execute(owner, "vacuum analyze history");
      try (var statement = owner.createStatement();
          var size =
              statement.executeQuery(
                  "select pg_size_pretty(pg_table_size('history')), avg(octet_length(body))::int from (select body from history limit 1000) x")) {
        size.next();
        System.out.printf(
            "%d rows, table %s, body %s bytes%n", rows, size.getString(1), size.getString(2));
      }
    }
  }

  private static void copyOut(Ledger ledger, String sql, OutputStream out) throws Exception {
    try (Connection app = ledger.as("app")) {
      app.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    var begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void tell(String what, long rows, double seconds, long bytes, double against) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f s, %,.0f rows/s, %,d MB, %.2f of COPY%n",
        what,
        seconds,
        rows / seconds,
        bytes >> 20,
        against / seconds);
  }

  /** Counts what is written, and keeps nothing. */
  private static final class Counted extends OutputStream {
    private long bytes;
    private long lines;

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] part, int start, int length) {
      Objects.checkFromIndexSize(start, length, part.length);
      bytes += length;
      for (int i = start; i < start + length; i++) {
        if (part[i] == '\n') {
          lines++;
        }
      }
    }
  }
}
