package dev.zhihe.bench;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Contenders that one HTTP server answers, added to the others of a run. */
final class Series {
  private final Run run;
  private final int port;
  private final List<Long> processes;
  private final List<Contender> all;
  private final Role role;

  Series(Run run, int port, List<Long> processes, List<Contender> all) {
    this(run, port, processes, all, Role.OURS);
  }

  private Series(Run run, int port, List<Long> processes, List<Contender> all, Role role) {
    this.run = run;
    this.port = port;
    this.processes = processes;
    this.all = all;
    this.role = role;
  }

  /** The same server, in another role. */
  Series as(Role other) {
    return new Series(run, port, processes, all, other);
  }

  void add(
      String group, String name, Supplier<String> path, Supplier<Map<String, String>> headers) {
    all.add(
        Contender.http(
            group,
            name,
            role,
            new Target(port, path, headers),
            run.settings().clients(),
            processes));
  }
}
