package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import java.util.List;
import java.util.Map;

/**
 * A file of ledger entries through the gateway: imported, approved by another person and sealed;
 * against COPY of all the rows that it leaves, into empty tables of the same shape with the same
 * indexes. A turn is one file of an area of its own, and a request is an entry.
 */
final class EntriesBenchmark implements Benchmark {
  private static final String GROUP = "entries";
  private static final int FIRST_AREA = LedgerFiles.AREA + 1;

  @Override
  public String name() {
    return "entries";
  }

  @Override
  public String summary() {
    return "ledger entries imported, approved and sealed, against COPY of all rows that they leave";
  }

  @Override
  public boolean leavesRows() {
    return true;
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var servers = run.servers();
    servers.wholeSuiteWithPlan();
    var files = new LedgerFiles(servers);
    var entries = Math.max(1_000, run.settings().rows() / 10);
    var areas = new Areas(servers);
    var first = areas.next(files, entries);
    var own = "plan = '%s'".formatted(LedgerFiles.plan(first));
    var history = "%s and to_position is null".formatted(own);
    var copies =
        CopiedRows.of(
            run,
            Service.PROJECTS,
            Map.of("ledger_entry", own, "ledger_entry_history", history),
            () -> files.publish(first, 0, entries));
    var processes = List.of(servers.service(Service.PROJECTS), servers.service(Service.GATEWAY));
    return List.of(
        new Contender(
            GROUP,
            "COPY of the same rows",
            Role.LIMIT,
            time -> copies.copy(entries),
            null,
            List::of),
        new Contender(
            GROUP,
            "suite",
            Role.OURS,
            time -> files.publish(areas.next(files, entries), 0, entries),
            null,
            () -> processes));
  }

  /** Areas that have no ledger yet. */
  private static final class Areas {
    private int next;

    Areas(Servers servers) throws Exception {
      try (var connection = servers.superuser(Service.PROJECTS)) {
        next =
            (int)
                Observations.number(
                    connection,
                    "select coalesce(max(left(code, 6))::integer + 1, %1$d) from project where code between '%1$d' and '99'"
                        .formatted(FIRST_AREA));
      }
    }

    /** The next one, with the projects of so many entries. */
    int next(LedgerFiles files, int entries) {
      files.prepare(next, entries);
      return next++;
    }
  }
}
