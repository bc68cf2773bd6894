package dev.zhihe.bench;

import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Trouble;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program that {@code ./zhihe bench} runs after the build. */
@Command(name = "bench")
public final class Bench implements Callable<Integer> {
  @Parameters(paramLabel = "NAME")
  private List<String> names = List.of();

  @Option(names = "--list")
  private boolean list;

  /** Below 0: as the benchmark has it, and so is {@link #rate}. */
  @Option(names = "--rows")
  private int rows = -1;

  @Option(names = "--rounds")
  private int rounds = 3;

  @Option(names = "--seconds")
  private double seconds = 3;

  @Option(names = "--warm")
  private double warm = 5;

  @Option(names = "--clients")
  private int clients = 16;

  @Option(names = "--rate")
  private int rate = -1;

  @Option(names = "--only")
  private String only = "";

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Path root = Checkout.root();
  private final Path folder =
      root.resolve(System.getenv().getOrDefault("ZHIHE_STATE", ".zhihe")).resolve("bench");

  /** By the name of their folder. */
  private final Map<String, Servers> servers = new ConcurrentHashMap<>();

  private Bench() {}

  /** Exit code 0 for success, 1 for an error, 2 for a wrong command line. */
  public static void main(String[] arguments) {
    // The generator's own log is not what was asked for.
    System.setProperty("log4j2.statusLoggerLevel", "OFF");
    System.setProperty("org.apache.logging.log4j.simplelog.level", "OFF");
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(
        new CommandLine(new Bench())
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  if (e instanceof Trouble) {
                    System.err.println("zhihe: " + e.getMessage());
                    return 1;
                  }
                  throw e;
                })
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      Benchmarks.all().forEach(each -> out.printf("  %-12s %s%n", each.name(), each.summary()));
      return 0;
    }
    var chosen = Benchmarks.named(names);
    // Runs at the end and after Ctrl-C.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  Programs.endAll();
                  servers.values().forEach(Servers::close);
                }));
    for (var each : chosen) {
      run(each);
    }
    return 0;
  }

  private static String folderName(Benchmark benchmark, int size) {
    return benchmark.leavesRows() ? benchmark.name() + "-" + size : Integer.toString(size);
  }

  private Servers servers(Benchmark benchmark, int size) {
    return servers.computeIfAbsent(
        folderName(benchmark, size), name -> new Servers(folder.resolve(name), out));
  }

  private void run(Benchmark benchmark) throws Exception {
    var settings =
        new Settings(
            rows < 0 ? benchmark.rows() : rows,
            rounds,
            Duration.ofMillis((long) (warm * 1_000)),
            Duration.ofMillis((long) (seconds * 1_000)),
            clients,
            rate < 0 ? benchmark.rate() : rate,
            Pattern.compile(only));
    end(folderName(benchmark, settings.rows()));
    var run = new Run(settings, size -> servers(benchmark, size), out);
    out.printf("%s: %s%n", benchmark.name(), benchmark.summary());
    var contenders = benchmark.contenders(run);
    var results = new Rounds(settings, out, run.databases()).run(contenders);
    Table.print(out, results);
    benchmark.conclusions(results).forEach(run::note);
    run.skipped().forEach(out::println);
    run.notes().forEach(out::println);
    out.println(
        "Kept in "
            + ResultFile.write(folder.resolve("results"), benchmark.name(), run, results, root));
  }

  /** Ends all other servers, so that a benchmark has the machine to itself. */
  private void end(String staying) {
    servers
        .entrySet()
        .removeIf(
            each -> {
              if (each.getKey().equals(staying)) {
                return false;
              }
              each.getValue().close();
              return true;
            });
  }
}
