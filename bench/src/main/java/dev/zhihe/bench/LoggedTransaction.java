package dev.zhihe.bench;

import dev.zhihe.cli.Service;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one snapshot with which the service answers a request, as PostgreSQL logged
 * them.
 *
 * @param script the transaction for pgbench
 * @param variables the values of the script's variables
 */
record LoggedTransaction(String script, Map<String, String> variables) {
  private static final String SNAPSHOT =
      "set transaction isolation level repeatable read, read only";

  private static final Pattern LINE =
      Pattern.compile("\\S+ \\S+ \\S+ \\[(\\d+)] \\S+ (LOG|DETAIL): {2}(.*)", Pattern.DOTALL);
  private static final Pattern STATEMENT = Pattern.compile("execute [^:]+: (.*)", Pattern.DOTALL);
  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (?:'((?:[^']|'')*)'|NULL)");

  private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

  private static final int ATTEMPTS = 50;

  /** A statement with its parameters, in order. */
  private record Logged(String text, List<@Nullable String> parameters) {}

  /**
   * Has a request answered and its statements logged. Before and after, PostgreSQL logs none.
   *
   * @param path gives an address that was not asked for before
   */
  static LoggedTransaction of(Servers servers, int port, Supplier<String> path)
      throws IOException, SQLException {
    var log = servers.state().resolve("logs/postgres.log");
    try (var connection = servers.superuser(Service.INDICATORS)) {
      Observations.execute(connection, "alter system set log_statement = 'all'");
      Observations.execute(connection, "select pg_reload_conf()");
      try {
        // The servers of running connections take the setting over one after another.
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
          var from = log.toFile().length();
          Http.get(port, path.get());
          var found = in(since(log, from));
          if (found.isPresent()) {
            return found.get();
          }
          Web.pause(Duration.ofMillis(100));
        }
      } finally {
        Observations.execute(connection, "alter system reset log_statement");
        Observations.execute(connection, "select pg_reload_conf()");
      }
    }
    throw new Trouble("The statements of a request are not in " + log + ".");
  }

  private static String since(Path log, long from) throws IOException {
    try (var file = FileChannel.open(log)) {
      var bytes = ByteBuffer.allocate((int) (file.size() - from));
      file.read(bytes, from);
      return new String(bytes.array(), StandardCharsets.UTF_8);
    }
  }

  /** The first whole transaction of one snapshot. */
  static Optional<LoggedTransaction> in(String log) {
    var open = new HashMap<String, List<Logged>>();
    for (var entry : log.split("\n(?!\t)", -1)) { // a tab continues an entry
      var line = LINE.matcher(entry);
      if (!line.matches()) {
        continue;
      }
      var process = line.group(1);
      var statement = STATEMENT.matcher(line.group(3));
      var transaction = open.get(process);
      if (line.group(2).equals("DETAIL")) {
        if (transaction != null && !transaction.isEmpty()) {
          PARAMETER
              .matcher(line.group(3))
              .results()
              .forEach(each -> transaction.getLast().parameters.add(each.group(2)));
        }
      } else if (statement.matches()) {
        var text = statement.group(1).replaceAll("\\s+", " ").strip();
        if (text.equals(SNAPSHOT)) {
          open.put(process, new ArrayList<>());
        } else if (transaction != null && text.equals("ROLLBACK")) {
          return Optional.of(script(transaction));
        } else if (transaction != null) {
          transaction.add(new Logged(text, new ArrayList<>()));
        }
      }
    }
    return Optional.empty();
  }

  /** Variables, not values, so that PostgreSQL plans for any value, as it does for the service. */
  private static LoggedTransaction script(List<Logged> statements) {
    var variables = new TreeMap<String, String>();
    // The driver sends the service's begin together with this.
    var script = new StringBuilder(SNAPSHOT.replaceFirst("set", "begin")).append(";\n");
    for (var each : statements) {
      script
          .append(
              PLACE
                  .matcher(each.text)
                  .replaceAll(
                      place -> {
                        var value = each.parameters.get(Integer.parseInt(place.group(1)) - 1);
                        if (value == null || value.isEmpty()) {
                          return value == null ? "null" : "''"; // pgbench has no empty variables
                        }
                        var name = "v" + variables.size();
                        variables.put(name, value.replace("''", "'"));
                        return ":" + name;
                      }))
          .append(";\n");
    }
    return new LoggedTransaction(script.append("rollback;\n").toString(), variables);
  }
}
