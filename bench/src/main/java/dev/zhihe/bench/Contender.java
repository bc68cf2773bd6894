package dev.zhihe.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One line of a table.
 *
 * @param group contenders of one group answer the same question; ratios are taken within it
 * @param throughput does as much as it can in the time
 * @param latency does so much a second as the run asks for; null if that says nothing
 * @param servers process ids of the servers that are at work now, without the database
 */
record Contender(
    String group,
    String name,
    Role role,
    Work throughput,
    @Nullable RatedWork latency,
    Supplier<List<Long>> servers) {

  /** Work as fast as possible. */
  @FunctionalInterface
  interface Work {
    Load run(Duration time) throws Exception;
  }

  /** Work at a fixed rate a second. */
  @FunctionalInterface
  interface RatedWork {
    Load run(int rate, Duration time) throws Exception;
  }

  /** An HTTP server, asked by so many clients. */
  static Contender http(
      String group, String name, Role role, Target target, int clients, List<Long> servers) {
    return new Contender(
        group,
        name,
        role,
        time -> Generator.closed(target, clients, time),
        (rate, time) -> Generator.atRate(target, rate, time),
        () -> servers);
  }

  String title() {
    return group + ": " + name;
  }
}
