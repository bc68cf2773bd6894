package dev.zhihe.bench;

import java.util.List;

/** A named set of contenders that are measured in one run. */
interface Benchmark {
  String name();

  /** One line for the list of benchmarks. */
  String summary();

  /** The bench's rate for p50 and p99, in requests a second, unless the run names another. */
  default int rate() {
    return 500;
  }

  /** Observations in the database, unless the run names a number. */
  default int rows() {
    return 100_000;
  }

  /** Whether rows that it writes stay. Its servers are then its own, so that no other gets them. */
  default boolean leavesRows() {
    return false;
  }

  /** Sentences about the results, which no line of the table says. */
  default List<String> conclusions(List<Result> results) {
    return List.of();
  }

  /** Starts what is needed and says who competes. Contenders nobody wants need not be prepared. */
  List<Contender> contenders(Run run) throws Exception;
}
