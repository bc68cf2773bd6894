package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes through the API, each a commit with its row, its log entry and its place in the feed;
 * against a transaction of the same rows through pgbench.
 */
final class WritesBenchmark implements Benchmark {
  private static final String SCRIPT =
      """
      \\set number random(1, 1000000000000000)
      begin;
      insert into change_log (entity_type, entity_id, version, action, audience, body, actor, request_id)
      values ('codelist-entry', '000000-pgbench-' || :number::text, 1, 'created', 'PUBLIC',
        '{"code":"000000-pgbench-' || :number::text || '","list":"categories","value":"p' || :number::text || '","nameZh":"类别"}', 'bench', 'bench');
      insert into codelist_entry (code, list, value, name_zh, version, audience, body)
      values ('000000-pgbench-' || :number::text, 'CATEGORIES', 'p' || :number::text, '类别', 1, 'PUBLIC',
        '{"code":"000000-pgbench-' || :number::text || '","list":"categories","value":"p' || :number::text || '","nameZh":"类别"}');
      commit;
      """;

  @Override
  public String name() {
    return "writes";
  }

  @Override
  public String summary() {
    return "writes with log and feed, against pgbench with the same rows";
  }

  @Override
  public int rate() {
    return 50;
  }

  @Override
  public boolean leavesRows() {
    return true;
  }

  @Override
  public List<Contender> contenders(Run run) throws Exception {
    var servers = run.servers();
    var service = List.of(servers.service(Service.INDICATORS));
    servers.token("editor-demo");
    new Observations(run.settings().rows()).seed(servers, run.out());
    var port = Service.INDICATORS.port(servers.ports());
    var clients = run.settings().clients();
    var all = new ArrayList<Contender>();
    Pgbench.find(run.scratch(), servers.ports(), Service.INDICATORS, clients)
        .ifPresentOrElse(
            tool -> all.add(tool.contender("write", "pgbench, same rows", Role.LIMIT, SCRIPT)),
            () -> run.skip("pgbench", Pgbench.MISSING));
    Supplier<Map<String, String>> editor =
        () -> {
          var headers = new HashMap<String, String>();
          headers.put("authorization", "Bearer " + servers.token("editor-demo"));
          headers.put("content-type", "text/csv; charset=utf-8");
          return headers;
        };
    all.add(
        Contender.http(
            "write",
            "service",
            Role.OURS,
            new Target(port, () -> Writes.PATH, editor, Writes::body),
            clients,
            service));
    return all;
  }
}
