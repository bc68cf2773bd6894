package dev.zhihe.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Prints results, a group a block. */
final class Table {
  private static final String FORM = "%-38s %10s %7s %8s %8s %8s %8s %7s %7s %7s %7s %7s%n";

  private Table() {}

  static void print(PrintStream out, List<Result> results) {
    var groups = new LinkedHashMap<String, List<Result>>();
    results.forEach(
        each -> groups.computeIfAbsent(each.group(), group -> new ArrayList<>()).add(each));
    groups.forEach((group, members) -> print(out, group, members));
    out.println();
    out.println(
        "CPU ms, DB ms: processor time of the servers and of PostgreSQL for 1,000 requests.");
    out.println(
        "kB: allocated for a request. MB: the most memory the servers had resident by then.");
    out.println(
        "/limit, /peer: requests a second as a share of theirs. /core: requests for a CPU second as a share of the limit's.");
    out.println("Generator, servers and database share this machine's cores, for all alike.");
  }

  private static void print(PrintStream out, String group, List<Result> members) {
    out.println();
    out.printf(
        FORM,
        group,
        "median/s",
        "spread",
        "p50 ms",
        "p99 ms",
        "CPU ms",
        "DB ms",
        "kB",
        "MB",
        "/limit",
        "/core",
        "/peer");
    for (var each : members) {
      out.printf(
          FORM,
          each.name() + (each.role() == Role.OURS ? "" : " [" + each.role().label() + "]"),
          Numbers.format(Numbers.median(each.perSecond())),
          percent(Numbers.spread(each.perSecond())),
          Numbers.format(Numbers.median(each.p50())),
          Numbers.format(Numbers.median(each.p99())),
          Numbers.format(Numbers.median(each.cpu())),
          Numbers.format(Numbers.median(each.databaseCpu())),
          Numbers.format(Numbers.median(each.kilobytes())),
          Numbers.format(each.peakMegabytes() == 0 ? Double.NaN : each.peakMegabytes()),
          Numbers.format(each.ofLimit()),
          Numbers.format(each.ofLimitPerCore()),
          Numbers.format(each.ofPeer()));
      if (each.failed() > 0) {
        out.printf("    %,d failed%n", each.failed());
      }
    }
    var peers = members.stream().map(Result::peer).filter(peer -> !peer.isEmpty()).distinct();
    var named = peers.collect(Collectors.joining(" · of "));
    if (!named.isEmpty()) {
      out.println("    /peer: of " + named);
    }
  }

  private static String percent(double share) {
    return Double.isFinite(share) ? "%.0f %%".formatted(share * 100) : "–";
  }
}
