package dev.zhihe.bench;

import dev.zhihe.servers.Trouble;
import java.util.List;
import java.util.stream.Collectors;

/** All benchmarks, in the order in which they run. */
final class Benchmarks {
  private static final List<Benchmark> ALL =
      List.of(
          new ReadsBenchmark(),
          new DepthBenchmark(),
          new GrowthBenchmark(),
          new FilesBenchmark(),
          new WritesBenchmark(),
          new FiguresBenchmark(),
          new LedgerBenchmark(),
          new EntriesBenchmark(),
          new OccupancyBenchmark(),
          new RelayBenchmark(),
          new AssessmentBenchmark(),
          new StartBenchmark(),
          new GatewayBenchmark());

  private Benchmarks() {}

  static List<Benchmark> all() {
    return ALL;
  }

  /** The benchmarks with these names; all of them for no names. */
  static List<Benchmark> named(List<String> names) {
    if (names.isEmpty()) {
      return ALL;
    }
    return names.stream().map(Benchmarks::named).toList();
  }

  private static Benchmark named(String name) {
    return ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Trouble(
                    "There is no benchmark "
                        + name
                        + ". There are "
                        + ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "))
                        + "."));
  }
}
