package dev.zhihe.bench;

import dev.zhihe.cli.Ports;
import dev.zhihe.cli.Service;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's own load generator: statements prepared once for each connection, and nothing in
 * front of them.
 */
final class Pgbench {
  /** Why it is left out. */
  static final String MISSING = "it is not installed (Debian: postgresql-contrib)";

  private static final Pattern DONE =
      Pattern.compile("number of transactions actually processed: (\\d+)");
  private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  private final Path program;
  private final Path folder;
  private final int port;
  private final String database;
  private final int clients;

  private Pgbench(Path program, Path folder, int port, String database, int clients) {
    this.program = program;
    this.folder = folder;
    this.port = port;
    this.database = database;
    this.clients = clients;
  }

  /** The installed one, if there is one, for the database of a service. */
  static Optional<Pgbench> find(Path folder, Ports ports, Service service, int clients) {
    return Programs.find("pgbench", "/usr/lib/postgresql")
        .map(program -> new Pgbench(program, folder, ports.postgres(), service.label(), clients));
  }

  /** A line of a table: the script's transaction, as often as the clients can. */
  Contender contender(String group, String name, Role role, String script) {
    return contender(group, name, role, script, Map.of());
  }

  /** As the other, for a script with variables. */
  Contender contender(
      String group, String name, Role role, String script, Map<String, String> variables) {
    var file = write(group + " " + name, script);
    var values =
        variables.entrySet().stream()
            .flatMap(each -> Stream.of("-D", each.getKey() + "=" + each.getValue()))
            .toList();
    return new Contender(
        group,
        name,
        role,
        time -> run(file, time, values),
        (rate, time) -> atRate(file, rate, time, values),
        List::of);
  }

  private Path write(String name, String script) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(
          folder.resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".sql"), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its log has the time of each transaction, counted from when it was due. */
  private Load atRate(Path script, int rate, Duration time, List<String> values) throws Exception {
    var prefix = folder.resolve("transactions");
    deleteLogs(prefix);
    var options = new ArrayList<>(values);
    options.addAll(List.of("-R", "" + rate, "-l", "--log-prefix=" + prefix));
    var load = run(script, time, options);
    var millis = new ArrayList<Double>();
    for (var log : logs(prefix)) {
      for (var line : Files.readAllLines(log)) {
        millis.add(Long.parseLong(line.split(" ", -1)[2]) / 1e3);
      }
    }
    deleteLogs(prefix);
    var sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Load.of(sorted, load.failed(), load.seconds());
  }

  private Load run(Path script, Duration time, List<String> more) throws Exception {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            program.toString(),
            "-n",
            "-M",
            "prepared",
            "-c",
            "" + clients,
            "-j",
            "1",
            "-T",
            "" + Math.max(1, time.toSeconds()),
            "-h",
            "127.0.0.1",
            "-p",
            "" + port,
            "-U",
            database + "_app",
            "-f",
            script.toString()));
    command.addAll(more);
    command.add(database);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", database + "_app");
    var process = Programs.start(builder);
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new Trouble("pgbench failed: " + output.strip());
    }
    var done = number(DONE, output);
    return new Load(
        (long) done,
        (long) number(FAILED, output),
        done == 0 ? time.toMillis() / 1e3 : done / number(RATE, output),
        Double.NaN,
        Double.NaN);
  }

  private static double number(Pattern pattern, String output) {
    var found = pattern.matcher(output);
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }

  private static List<Path> logs(Path prefix) throws IOException {
    try (Stream<Path> files = Files.list(prefix.toAbsolutePath().getParent())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix.getFileName() + "."))
          .toList();
    }
  }

  private static void deleteLogs(Path prefix) throws IOException {
    for (var log : logs(prefix)) {
      Files.delete(log);
    }
  }
}
