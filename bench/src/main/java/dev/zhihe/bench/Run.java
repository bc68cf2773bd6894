package dev.zhihe.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of one benchmark: its settings, its servers, and what it had to leave out. */
final class Run {
  private final Settings settings;
  private final Servers servers;
  private final PrintStream out;
  private final List<String> skipped = new ArrayList<>();

  Run(Settings settings, Servers servers, PrintStream out) {
    this.settings = settings;
    this.servers = servers;
    this.out = out;
  }

  Settings settings() {
    return settings;
  }

  Servers servers() {
    return servers;
  }

  PrintStream out() {
    return out;
  }

  /** A folder for files of this run. */
  Path scratch() {
    return servers.state().resolve("scratch/bench");
  }

  /** Notes that a contender is not measured, and why. */
  void skip(String contender, String reason) {
    skipped.add(contender + " is left out: " + reason);
    out.println("  --  " + skipped.getLast());
  }

  List<String> skipped() {
    return skipped;
  }
}
