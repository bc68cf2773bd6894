package dev.zhihe.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the {@code zhihe} script calls once the suite is built. */
@Command(name = "zhihe")
public final class Zhihe {
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Path root = Checkout.root();
  private final Path state = root.resolve(System.getenv().getOrDefault("ZHIHE_STATE", ".zhihe"));

  /** Runs one command; the status is 0 for good, 1 for trouble, 2 for a wrong command line. */
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
    var suite = new Suite(state, ports);
    var load = new PlanLoad(state, ports, out);
    if (suite.complete()) {
      out.println("Zhihe is already running.");
      Runtime.getRuntime().addShutdownHook(new Thread(load::interrupt));
      loadData(load, withoutDemo);
      welcome(ports);
      return 0;
    }
    // Ctrl-C, and a start that fails.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  load.interrupt();
                  if (!detached) {
                    stopStartedHere(suite);
                  }
                }));
    out.println("Starting Zhihe:");
    try (var progress = new Progress(out, Boolean.getBoolean("zhihe.terminal"))) {
      suite.start(progress);
    }
    loadData(load, withoutDemo);
    welcome(ports);
    if (!detached) {
      follow(suite);
    }
    return 0;
  }

  /**
   * Shows the logs of the suite's own programs until Ctrl-C, or until somebody else stops
   * everything.
   */
  private void follow(Suite suite) {
    out.println("Ctrl-C stops it. What its programs log from here on:");
    var logs = new LogTail(state, List.of("gateway", "indicators", "projects", "platforms"), out);
    var told = new HashSet<String>();
    var never = new CountDownLatch(1);
    try {
      while (!never.await(500, TimeUnit.MILLISECONDS) && !suite.isDown()) {
        logs.print();
        for (var name : suite.gone()) {
          if (told.add(name)) {
            out.println(
                "zhihe: "
                    + name
                    + " has stopped. ./zhihe up in another terminal starts it again; its last lines:\n"
                    + Daemon.tail(Daemon.log(state, name), 10));
          }
        }
        told.retainAll(suite.gone());
      }
      out.println("Everything was stopped from elsewhere.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopStartedHere(Suite suite) {
    out.println("\nStopping:");
    suite.stop(true, name -> out.println("  " + name + " stopped"));
  }

  private void loadData(PlanLoad load, boolean withoutDemo) {
    load.load(root.resolve("plan"));
    if (!withoutDemo) {
      load.load(root.resolve("demo"));
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

          curl '%1$s/v1/indicators?limit=3'
          curl -H "Authorization: Bearer $(./zhihe token reviewer-demo)" '%1$s/v1/changes/projects?limit=3'
        """
            .formatted(gateway, ports.keycloak(), String.join(", ", Login.PEOPLE)));
  }

  @Command(name = "down")
  int down(@Option(names = "--purge") boolean purge) {
    new Suite(state, runningPorts()).stop(false, name -> out.println("  " + name + " stopped"));
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
    return new Suite(state, runningPorts()).describe(out) ? 0 : 1;
  }

  @Command(name = "load")
  int load(@Parameters(paramLabel = "DIR") Path folder) {
    var load = new PlanLoad(state, runningPorts(), out);
    Runtime.getRuntime().addShutdownHook(new Thread(load::interrupt));
    load.load(folder);
    return 0;
  }

  @Command(name = "token")
  int token(@Parameters(paramLabel = "NAME") String name) {
    out.println(new Login(runningPorts(), name).token());
    return 0;
  }

  private Ports runningPorts() {
    return Ports.ofRunning(state, System.getenv());
  }
}
