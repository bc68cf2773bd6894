package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A file of figures through the gateway: imported, approved by another person, published and
 * sealed; against COPY of all the rows that it leaves, into empty tables of the same shape with the
 * same indexes. A turn is one file, and a request is a figure.
 */
final class FiguresBenchmark implements Benchmark {
  private static final String GROUP = "figures";

  @Override
  public String name() {
    return "figures";
  }

  @Override
  public String summary() {
    return "figures imported, approved and published, against COPY of all rows that they leave";
  }

  @Override
  public boolean leavesRows() {
    return true;
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var servers = run.servers();
    servers.wholeSuiteWithPlan();
    new Observations(run.settings().rows()).seed(servers, run.out());
    var figures = Math.max(1_000, run.settings().rows() / 10);
    var files = new FigureFiles(servers, figures);
    var copies = copies(run, files);
    var processes = List.of(servers.service(Service.INDICATORS), servers.service(Service.GATEWAY));
    var all = new ArrayList<Contender>();
    all.add(
        new Contender(
            GROUP,
            "COPY of the same rows",
            Role.LIMIT,
            time -> copies.copy(figures),
            null,
            List::of));
    all.add(
        new Contender(GROUP, "suite", Role.OURS, time -> files.publish(), null, () -> processes));
    return all;
  }

  private static CopiedRows copies(Run run, FigureFiles files) throws Exception {
    var code = "code like 'bench-%d-%%'".formatted(files.nextArea());
    return CopiedRows.of(
        run,
        Service.INDICATORS,
        Map.of("observation", code, "observation_submission", code),
        files::publish);
  }
}
