package dev.zhihe.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** One run of one benchmark: its settings, its servers, and what it had to leave out. */
final class Run {
  private final Settings settings;
  private final IntFunction<Servers> bySize;
  private final PrintStream out;
  private final Set<Servers> used = new LinkedHashSet<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param bySize the servers with so many observations
   */
  Run(Settings settings, IntFunction<Servers> bySize, PrintStream out) {
    this.settings = settings;
    this.bySize = bySize;
    this.out = out;
  }

  Settings settings() {
    return settings;
  }

  /** The servers with as many observations as the run asks for. */
  Servers servers() {
    return servers(settings.rows());
  }

  /** The servers of another number of observations, beside the others. */
  Servers servers(int rows) {
    var servers = bySize.apply(rows);
    used.add(servers);
    return servers;
  }

  /** The process ids of PostgreSQL, of all sizes that were used. */
  List<Long> databases() {
    return used.stream().map(servers -> servers.postgres().pid()).toList();
  }

  PrintStream out() {
    return out;
  }

  /** A folder for files of this run. */
  Path scratch() {
    return servers().state().resolve("scratch/bench");
  }

  /** Notes that a contender is not measured, and why. */
  void skip(String contender, String reason) {
    skipped.add(contender + " is left out: " + reason);
    out.println("  --  " + skipped.getLast());
  }

  List<String> skipped() {
    return skipped;
  }

  /** A sentence that goes with the results. */
  void note(String sentence) {
    notes.add(sentence);
  }

  List<String> notes() {
    return notes;
  }
}
