package dev.zhihe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.api.connection.Connection;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.function.SerializableBiFunction;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.statistics.HttpStats;
import io.hyperfoil.http.steps.HttpStepCatalog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Map;

/**
 * Sends HTTP requests through Hyperfoil, on one thread. At a fixed rate, a request is sent when it
 * is due, whatever became of those before it. So a server that stalls is charged for all requests
 * that fell due meanwhile (no coordinated omission).
 */
final class Generator {
  private static final int MAX_WAITING = 4_000;
  private static final int CONNECTIONS = 128;
  private static final String PHASE = "load";

  private Generator() {}

  /** As many requests as so many clients get answered, each with one request at a time. */
  static Load closed(Target target, int clients, Duration time) {
    var benchmark = benchmark(target, clients);
    var load =
        run(
            benchmark,
            benchmark.addPhase(PHASE).always(clients).duration(time.toMillis()),
            target,
            time);
    // Whoever waits for the answer before the next request does not see how long others would wait.
    return new Load(load.done(), load.failed(), load.seconds(), Double.NaN, Double.NaN);
  }

  /** So many requests a second. */
  static Load atRate(Target target, int rate, Duration time) {
    var benchmark = benchmark(target, CONNECTIONS);
    return run(
        benchmark,
        benchmark
            .addPhase(PHASE)
            .constantRate(rate)
            .variance(false)
            .maxSessions(Math.min(MAX_WAITING, rate * 2))
            .duration(time.toMillis())
            .maxDuration(time.toMillis() * 2),
        target,
        time);
  }

  private static BenchmarkBuilder benchmark(Target target, int connections) {
    return BenchmarkBuilder.builder()
        .name(PHASE)
        .addPlugin(HttpPluginBuilder::new)
        .ergonomics()
        .repeatCookies(false)
        .userAgentFromSession(false)
        .stopOnInvalid(false)
        .endErgonomics()
        .http()
        .host("127.0.0.1")
        .port(target.port())
        .sharedConnections(connections)
        .requestTimeout("20s")
        .endHttp()
        .endPlugin()
        .threads(1);
  }

  private static Load run(
      BenchmarkBuilder benchmark, PhaseBuilder<?> phase, Target target, Duration time) {
    var headers = Map.copyOf(target.headers().get());
    var path = target.path();
    var body = target.body();
    phase
        .scenario()
        .initialSequence("get")
        .step(HttpStepCatalog.SC)
        .httpRequest(body == null ? HttpMethod.GET : HttpMethod.POST)
        .path(session -> path.get())
        .headerAppender((session, request) -> headers.forEach(request::putHeader))
        .body(
            body == null
                ? (SerializableBiFunction<Session, Connection, ByteBuf>) null
                : (session, connection) -> Unpooled.copiedBuffer(body.get(), UTF_8))
        .endStep()
        .endSequence();
    var all = new StatisticsSnapshot();
    new LocalSimulationRunner(
            benchmark.build(),
            (where, step, metric, snapshot, countDown) -> all.add(snapshot),
            null,
            null)
        .run();
    var http = HttpStats.get(all);
    var good = http.status_2xx + http.status_3xx;
    return new Load(
        good,
        all.requestCount - (long) good,
        time.toMillis() / 1e3,
        all.histogram.getValueAtPercentile(50) / 1e6,
        all.histogram.getValueAtPercentile(99) / 1e6);
  }
}
