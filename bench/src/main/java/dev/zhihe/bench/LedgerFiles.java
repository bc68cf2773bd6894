package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import dev.zhihe.servers.Web;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Ledgers of made-up areas: a hundred entries for each project, from January 2023 on, of each kind
 * and source. Files of them go through the gateway, by an editor and a reviewer.
 */
final class LedgerFiles {
  /** The area with the ledger that is read. */
  static final int AREA = 910_000;

  static final int OF_A_PROJECT = 100;
  private static final int IN_A_FILE = 100_000;
  private static final int PROGRAMMES = 20;
  private static final int UNITS = 50;
  private static final int FIRST_YEAR = 2023;
  private static final List<String> KINDS = List.of("arranged", "completed", "paid");
  private static final List<String> SOURCES = List.of("fiscal", "enterprise", "fund", "social");

  private final Servers servers;
  private final Bureau bureau;

  LedgerFiles(Servers servers) {
    this.servers = servers;
    bureau = new Bureau(servers);
  }

  static String plan(int area) {
    return area + "-145";
  }

  static String project(int area, long number) {
    return "%d-p%05d".formatted(area, number);
  }

  /** Writes what is missing of a ledger, and waits until all of it is sealed and in Kafka. */
  void seed(int entries, PrintStream out) throws SQLException {
    try (var connection = servers.superuser(Service.PROJECTS)) {
      var there =
          Observations.number(
              connection,
              "select count(*) from ledger_entry where plan = '%s'".formatted(plan(AREA)));
      if (there < entries) {
        prepare(AREA, entries);
        // A file that was begun is sent once more: what is there of it is unchanged.
        for (var first = (int) (there / IN_A_FILE) * IN_A_FILE;
            first < entries;
            first += IN_A_FILE) {
          var load = publish(AREA, first, Math.min(first + IN_A_FILE, entries));
          out.printf(
              "  ok entries up to %,d  %s/s%n",
              first + load.done(), Numbers.format(load.perSecond()));
        }
        Observations.execute(connection, "vacuum analyze");
      }
      Observations.awaitSealed(connection);
    }
  }

  /** Programmes, units, projects and adopted investment plans of an area. */
  void prepare(int area, int entries) {
    var plan = plan(area);
    var programmes = new StringBuilder("code,plan,nameZh\n");
    for (var i = 0; i < PROGRAMMES; i++) {
      programmes.append("%d-c%d,%s,项目类别%d%n".formatted(area, i, plan, i));
    }
    var projects =
        new StringBuilder("code,plan,area,programme,name,location,leadUnits,tags,stage\n");
    var investments = new StringBuilder("code,plan,project,totalYuan,periodYuan,phases\n");
    for (var i = 0; i < (entries - 1) / OF_A_PROJECT + 1; i++) {
      var project = project(area, i);
      projects.append(
          "%1$s,%2$s,%3$d,%3$d-c%4$d,第%5$d号项目,地点%6$d,第%7$d局,,construction%n"
              .formatted(project, plan, area, i % PROGRAMMES, i, i % 7, i % UNITS));
      investments.append(
          "%1$s-ip1,%2$s,%1$s,90000000.00,72000000.00,2023-2025:72000000.00%n"
              .formatted(project, plan));
    }
    bureau.imports("programmes", programmes.toString());
    bureau.imports("projects", projects.toString());
    bureau.imports("investment-plans", investments.toString());
    bureau.decides("/v1/investment-plans/adoptions", "{\"plan\":\"%s\"}".formatted(plan));
  }

  /** Sends a file of entries, approves it, and waits until all that follows is sealed. */
  Load publish(int area, int first, int end) throws SQLException {
    var file = file(area, first, end);
    try (var connection = servers.superuser(Service.PROJECTS)) {
      var from = System.nanoTime();
      bureau.imports("ledger-entries", file);
      bureau.decides("/v1/ledger-submissions/approvals", "{\"plan\":\"%s\"}".formatted(plan(area)));
      while (Observations.number(connection, "select count(*) from change_queue") > 0) {
        Web.pause(Duration.ofMillis(5));
      }
      var seconds = (System.nanoTime() - from) / 1e9;
      Observations.awaitSealed(connection); // so that what is sent to Kafka disturbs nobody else
      return new Load(end - first, 0, seconds, Double.NaN, Double.NaN);
    }
  }

  private static String file(int area, int first, int end) {
    var text = new StringBuilder("code,plan,project,kind,month,amountYuan,source\n");
    for (var entry = first; entry < end; entry++) {
      var project = entry / OF_A_PROJECT;
      var place = entry % OF_A_PROJECT;
      var month = place / KINDS.size();
      text.append(
          "%d-e%07d,%s,%s,%s,%d-%02d,%d.%02d,%s%n"
              .formatted(
                  area,
                  entry,
                  plan(area),
                  project(area, project),
                  KINDS.get(place % KINDS.size()),
                  FIRST_YEAR + month / 12,
                  1 + month % 12,
                  1_800_000 + entry * 31L % 400_000, // near what is planned for a month
                  entry % 100,
                  SOURCES.get((project + place) % SOURCES.size())));
    }
    return text.toString();
  }
}
