package dev.zhihe.bench;

import dev.zhihe.servers.Trouble;
import java.net.http.HttpRequest;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Twenty writes a second through the API, beside what is measured. Each is a commit of its own. */
final class Writes {
  static final String PATH = "/v1/codelists/imports";
  private static final int PER_SECOND = 20;
  private static final AtomicLong NUMBER = new AtomicLong(System.currentTimeMillis());

  private final Servers servers;
  private final int port;

  Writes(Servers servers, int port) {
    this.servers = servers;
    this.port = port;
  }

  /** The contender, with writes during its turns. */
  Contender beside(Contender contender) {
    var latency = contender.latency();
    return new Contender(
        contender.group(),
        contender.name(),
        contender.role(),
        time -> beside(() -> contender.throughput().run(time)),
        latency == null ? null : (rate, time) -> beside(() -> latency.run(rate, time)),
        contender.servers());
  }

  private interface Measured {
    Load run() throws Exception;
  }

  private Load beside(Measured work) throws Exception {
    var token = servers.token("editor-demo");
    try (var writer = Executors.newSingleThreadScheduledExecutor()) {
      var writing =
          writer.scheduleAtFixedRate(
              () -> write(token), 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
      try {
        return work.run();
      } finally {
        if (writing.isDone()) {
          writing.get(); // throws what ended it
        }
        writing.cancel(false);
      }
    }
  }

  /** A file of one row that was never there before. */
  static String body() {
    var number = NUMBER.getAndIncrement();
    return "code,list,value,nameZh,area\n000000-bench-%d,categories,%d,类别,%06d\n"
        .formatted(number, number, 900_000 + number % 1_000);
  }

  private void write(String token) {
    var answer =
        Http.send(
            HttpRequest.newBuilder(Http.at(port, PATH))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/csv; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body()))
                .build());
    if (answer.statusCode() != 200) {
      throw new Trouble("A write was refused: " + answer.statusCode() + " " + answer.body());
    }
  }
}
