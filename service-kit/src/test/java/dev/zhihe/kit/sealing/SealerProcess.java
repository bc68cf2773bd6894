package dev.zhihe.kit.sealing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A sealer in a process of its own, to be killed or paused like a service's. */
final class SealerProcess implements AutoCloseable {
  private final String name;
  private final Ledger ledger;
  private final Process process;
  private final AtomicInteger connections = new AtomicInteger();

  private SealerProcess(String name, Ledger ledger, Process process) {
    this.name = name;
    this.ledger = ledger;
    this.process = process;
  }

  static SealerProcess start(String name, Ledger ledger) throws Exception {
    var child =
        new SealerProcess(
            name,
            ledger,
            new ProcessBuilder(
                    List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SealerProcess.class.getName(),
                        ledger.url(),
                        ledger.service() + "_sealer",
                        name))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    Thread.ofPlatform()
        .daemon()
        .start(() -> child.hear(child.process.inputReader(StandardCharsets.UTF_8)));
    child.awaitConnections(1);
    return child;
  }

  /** Waits until it has opened so many connections in its life. */
  void awaitConnections(int count) throws Exception {
    Ledger.await(
        name + " connects for time " + count,
        Duration.ofSeconds(30),
        () -> connections.get() >= count);
  }

  int connections() {
    return connections.get();
  }

  /** Whether it holds the lock. */
  boolean leads() throws Exception {
    return ledger.number(
            """
            select count(*) from pg_locks join pg_stat_activity using (pid)
            where locktype = 'advisory' and granted and datname = current_database() and application_name = '%s'
            """
                .formatted(name))
        > 0; // two while it seals a batch
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void pause() throws Exception {
    signal("STOP");
  }

  void wake() throws Exception {
    signal("CONT");
  }

  @Override
  public void close() {
    kill();
  }

  private void signal(String signal) throws IOException, InterruptedException {
    var exit =
        new ProcessBuilder("bash", "-c", "kill -" + signal + " " + process.pid()).start().waitFor();
    if (exit != 0) {
      throw new AssertionError("kill -" + signal);
    }
  }

  private void hear(BufferedReader output) {
    output.lines().filter("connects"::equals).forEach(line -> connections.incrementAndGet());
  }

  public static void main(String[] args) throws Exception {
    var url = args[0] + "?ApplicationName=" + args[2];
    new Sealer(
            () -> {
              var connection = DriverManager.getConnection(url, args[1], args[1]);
              System.out.println("connects");
              return connection;
            },
            position -> {})
        .run();
  }
}
