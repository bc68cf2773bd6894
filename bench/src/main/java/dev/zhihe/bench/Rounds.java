package dev.zhihe.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures contenders in interleaved rounds: each has its turn in each round, so that whatever
 * slows the machine for a while slows all of them.
 */
final class Rounds {
  private final Settings settings;
  private final PrintStream out;
  private final ProcessUsage usage = new ProcessUsage();
  private final List<Long> databases;

  /**
   * @param databases process ids of PostgreSQL; its CPU is told apart from that of the servers
   */
  Rounds(Settings settings, PrintStream out, List<Long> databases) {
    this.settings = settings;
    this.out = out;
    this.databases = databases;
  }

  List<Result> run(List<Contender> contenders) throws Exception {
    var all = contenders.stream().filter(settings::wants).map(Measurement::new).toList();
    var able = new ArrayList<Measurement>();
    var groups = all.stream().map(each -> each.contender().group()).distinct().toList();
    for (var each : all) {
      if (warm(each.contender())) {
        able.add(each);
      }
    }
    for (var round = 1; round <= settings.rounds(); round++) {
      for (var each : able) {
        turn(each, round);
      }
    }
    return able.stream()
        .map(each -> each.result(able))
        .sorted(Comparator.comparingInt(each -> groups.indexOf(each.group())))
        .toList();
  }

  /** Whether it answers at all. */
  private boolean warm(Contender contender) throws Exception {
    var load = contender.throughput().run(settings.warm());
    usage.allocated(contender.servers().get()); // connects before anything is counted
    out.printf("  warm     %-44s %12s/s%n", contender.title(), Numbers.format(load.perSecond()));
    if (load.done() == 0) {
      out.printf(
          "  --  %s is left out: it answered none of %,d requests%n",
          contender.title(), load.failed());
    }
    return load.done() > 0;
  }

  private void turn(Measurement measured, int round) throws Exception {
    var contender = measured.contender();
    var before = contender.servers().get();
    var bytes = usage.allocated(before);
    var cpu = ProcessUsage.cpu(before);
    var databaseCpu = ProcessUsage.cpuOfFamilies(databases);
    var load = contender.throughput().run(settings.time());
    var after = contender.servers().get();
    measured.memory(ProcessUsage.peakMegabytes(after)); // before anything is attached to them
    var same = after.equals(before); // processes started in the turn began with nothing used
    measured.throughput(
        load,
        ProcessUsage.cpu(after) - (same ? cpu : 0),
        ProcessUsage.cpuOfFamilies(databases) - databaseCpu,
        usage.allocated(after) - (same ? bytes : 0));
    out.printf(
        "  %d of %d   %-44s %12s/s",
        round, settings.rounds(), contender.title(), Numbers.format(load.perSecond()));
    var latency = contender.latency();
    if (latency != null && settings.rate() > 0) {
      var timed = latency.run(settings.rate(), settings.time());
      measured.latency(timed);
      measured.memory(ProcessUsage.peakMegabytes(contender.servers().get()));
      out.printf(
          "   p50 %s ms, p99 %s ms", Numbers.format(timed.p50()), Numbers.format(timed.p99()));
    }
    out.println();
  }
}
