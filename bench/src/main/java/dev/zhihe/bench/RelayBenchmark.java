package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that the relay brings from the sealed log to Kafka, against Kafka's own producer with the
 * same records, and against Kafka's own producer test with their bodies alone. A turn sends the
 * whole backlog, and a request is an event.
 */
final class RelayBenchmark implements Benchmark {
  private static final int MAX_EVENTS = 200_000;

  /** The relay stores its position after 2,000 events. What counts begins then. */
  private static final int MIN_EVENTS = 10_000;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String GROUP = "relay";

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public String summary() {
    return "events from the sealed log to Kafka, against Kafka's own producer and its test";
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    if (run.settings().rows() < MIN_EVENTS) {
      throw tooFew();
    }
    var servers = run.servers();
    var service = List.of(servers.service(Service.INDICATORS));
    new Observations(run.settings().rows()).seed(servers, run.out());
    var events = Math.min(run.settings().rows(), MAX_EVENTS);
    var kafka = new KafkaProducers(run, Checkout.root(), events);
    var all = new ArrayList<Contender>();
    all.add(
        new Contender(
            GROUP,
            "Kafka's producer, same records",
            Role.LIMIT,
            time -> kafka.send(),
            null,
            List::of));
    kafka
        .test()
        .ifPresent(
            test ->
                all.add(
                    new Contender(
                        GROUP,
                        "Kafka's producer test, bodies alone",
                        Role.PEER,
                        test,
                        null,
                        List::of)));
    all.add(
        new Contender(
            GROUP, "service", Role.OURS, time -> drained(servers, events), null, () -> service));
    return all;
  }

  /**
   * Sets the relay back. It reads its position when it begins to send, which it does anew after its
   * connections are lost. What counts begins with the first acknowledged events.
   */
  private static Load drained(Servers servers, int events) throws SQLException {
    try (var connection = servers.superuser(Service.INDICATORS)) {
      var head = Observations.number(connection, "select position from feed_head");
      var back = head - events;
      Observations.execute(connection, "update relay set position = " + back);
      Observations.execute(
          connection,
          "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'indicators_sealer'");
      var first = awaitBeyond(connection, back);
      if (first >= head) {
        throw tooFew();
      }
      var from = System.nanoTime();
      awaitBeyond(connection, head - 1);
      return new Load(head - first, 0, (System.nanoTime() - from) / 1e9, Double.NaN, Double.NaN);
    }
  }

  private static Trouble tooFew() {
    return new Trouble(
        "The relay sends so few events in one go: this benchmark needs more --rows, %d at least."
            .formatted(MIN_EVENTS));
  }

  private static long awaitBeyond(Connection connection, long position) throws SQLException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      var sent = Observations.number(connection, "select min(position) from relay");
      if (sent > position) {
        return sent;
      }
      Web.pause(Duration.ofMillis(2));
    }
    throw new Trouble("The relay stands still before position " + position + ".");
  }
}
