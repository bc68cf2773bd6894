package dev.zhihe.cli;

import dev.zhihe.servers.AotCaches;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Kafka;
import dev.zhihe.servers.Realm;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program that the {@code zhihe} script runs after the build. */
@Command(name = "zhihe")
public final class Zhihe {
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Path root = Checkout.root();
  private final Path state = root.resolve(System.getenv().getOrDefault("ZHIHE_STATE", ".zhihe"));

  /**
   * Runs one command. The exit code is 0 for success, 1 for an error, 2 for a wrong command line.
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    try {
      return new CommandLine(new Zhihe())
          .setExecutionExceptionHandler(
              (e, line, parsed) -> {
                if (e instanceof Trouble) {
                  System.err.println("zhihe: " + e.getMessage());
                  return 1;
                }
                throw e;
              })
          .execute(arguments);
    } catch (Trouble e) {
      System.err.println("zhihe: " + e.getMessage());
      return 1;
    }
  }

  @Command(name = "up")
  int up(
      @Option(names = {"-d", "--detach"}) boolean detached,
      @Option(names = "--no-demo") boolean withoutDemo) {
    var ports = Ports.of(System.getenv());
    var suite = new Suite(state, ports, StartCaches.of(true));
    var load = new PlanLoad(state, ports, out);
    if (suite.complete()) {
      out.println("Zhihe is already running.");
      Runtime.getRuntime().addShutdownHook(new Thread(load::interrupt));
      if (detached) {
        Keeper.start(state, ports.gateway());
      }
      var loaded = loadData(load, withoutDemo);
      welcome(ports);
      requestCaches();
      return loaded ? 0 : 1;
    }
    StartCaches.withdraw(state);
    var keeper = new Keeper(state, sentence -> out.println("zhihe: " + sentence));
    // Runs after Ctrl-C and after a failed start.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  load.interrupt();
                  if (!detached) {
                    keeper.end();
                    stopStartedHere(suite);
                  }
                }));
    out.println("Starting Zhihe:");
    Optional<Trouble> missing;
    try (var progress = new Progress(out, Boolean.getBoolean("zhihe.terminal"))) {
      missing = suite.start(progress);
    }
    if (detached) {
      Keeper.start(state, ports.gateway());
    }
    var loaded = loadData(load, withoutDemo);
    welcome(ports);
    missing.ifPresent(
        failure ->
            out.println(
                "zhihe: events do not reach Kafka and wait; everything else works. "
                    + failure.getMessage()));
    requestCaches();
    if (!detached) {
      follow(suite, keeper);
    }
    return loaded && missing.isEmpty() ? 0 : 1;
  }

  /**
   * Shows the logs of the suite's programs and restarts those that end. Ends at Ctrl-C or when
   * another command stops the suite.
   */
  private void follow(Suite suite, Keeper keeper) {
    out.println("Ctrl-C stops it. What its programs log from here on:");
    var logs = new LogTail(state, List.of("gateway", "indicators", "projects", "platforms"), out);
    var caches = new StartCaches(state, sentence -> out.println("zhihe: " + sentence));
    while (keeper.look() || !suite.isDown()) {
      caches.look();
      logs.print();
      Web.pause(Duration.ofMillis(500));
    }
    out.println("Everything was stopped from elsewhere.");
  }

  @Command(name = "keep", hidden = true)
  int keep() {
    Checkout.loadClasses(Zhihe.class);
    Checkout.loadClasses(Daemon.class);
    Consumer<String> report =
        sentence -> out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + sentence);
    var keeper = new Keeper(state, report);
    var caches = new StartCaches(state, report);
    while (keeper.look()) {
      caches.look();
      Web.pause(Duration.ofSeconds(1));
    }
    return 0;
  }

  private void stopStartedHere(Suite suite) {
    out.println("\nStopping:");
    suite.stop(true, name -> out.println("  " + name + " stopped"));
  }

  private boolean loadData(PlanLoad load, boolean withoutDemo) {
    var plan = load.offer(root.resolve("plan"));
    var demo = withoutDemo || load.offer(root.resolve("demo"));
    return plan && demo;
  }

  private void requestCaches() {
    if (StartCaches.request(state)) {
      out.println(
          "The next start will be faster: its caches are written in the background, which takes one to three minutes. ZHIHE_AOT=off starts without any.");
    }
  }

  private void welcome(Ports ports) {
    var gateway = "http://localhost:" + ports.gateway();
    out.println(
        """

        Zhihe runs.
          API    %1$s/v1      docs to try it   %1$s/docs
          health %1$s/health      contract         %1$s/openapi
          logins at http://localhost:%2$d (realm zhihe)
          users  %3$s: the password is the name
          system consumer-demo: the secret is the name
          Kafka  127.0.0.1:%4$d, account of a consumer in %5$s

          curl '%1$s/v1/indicators?limit=3'
          curl -H "Authorization: Bearer $(./zhihe token reviewer-demo)" '%1$s/v1/changes/projects?limit=3'
        """
            .formatted(
                gateway,
                ports.keycloak(),
                String.join(", ", Realm.PEOPLE),
                ports.kafka(),
                Kafka.account(state, Kafka.CONSUMER)));
  }

  @Command(name = "down")
  int down(@Option(names = "--purge") boolean purge) {
    new Suite(state, runningPorts(), AotCaches.none())
        .stopAll(name -> out.println("  " + name + " stopped"));
    if (purge) {
      Suite.purge(state);
      out.println("Removed " + state + ": databases, topics, accounts and logs are gone.");
    } else {
      out.println(
          "Zhihe is down. Its data is kept in "
              + state
              + "; ./zhihe up continues with it, ./zhihe down --purge removes it.");
    }
    return 0;
  }

  @Command(name = "status")
  int status() {
    return new Suite(state, runningPorts(), AotCaches.none()).describe(out) ? 0 : 1;
  }

  @Command(name = "load")
  int load(
      @Option(names = "--update") boolean update, @Parameters(paramLabel = "DIR") Path folder) {
    var load = new PlanLoad(state, runningPorts(), out);
    Runtime.getRuntime().addShutdownHook(new Thread(load::interrupt));
    if (update) {
      load.update(folder);
    } else {
      load.load(folder);
    }
    return 0;
  }

  @Command(name = "token")
  int token(@Parameters(paramLabel = "NAME") String name) {
    out.println(new Login(state, runningPorts(), name).token());
    return 0;
  }

  private Ports runningPorts() {
    return Ports.ofRunning(state, System.getenv());
  }
}
