package dev.zhihe.cli;

import dev.zhihe.servers.AotCaches;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Kafka;
import dev.zhihe.servers.Keycloak;
import dev.zhihe.servers.Postgres;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All programs that `./zhihe up` starts, with the order of starting and stopping. */
final class Suite {
  private static final List<List<String>> STOPPING =
      List.of(
          List.of("gateway"),
          List.of("indicators", "projects", "platforms"),
          List.of(Keycloak.NAME, Kafka.NAME),
          List.of(Postgres.NAME));

  private static final Duration SHORT = Duration.ofSeconds(10);

  private final Path state;
  private final Ports ports;
  private final AotCaches caches;
  private final Set<String> startedHere = new LinkedHashSet<>();
  private boolean ending;

  Suite(Path state, Ports ports, AotCaches caches) {
    this.state = state;
    this.ports = ports;
    this.caches = caches;
  }

  /** The names of all programs, from the lowest to those that depend on it. */
  static List<String> names() {
    return STOPPING.reversed().stream().flatMap(List::stream).toList();
  }

  /** Whether every program runs on the wanted ports and answers. */
  boolean complete() {
    return names().stream()
        .allMatch(
            name ->
                Daemon.find(state, name)
                        .filter(daemon -> daemon.port() == ports.of(name))
                        .isPresent()
                    && !outdated(name)
                    && answers(name));
  }

  /**
   * Starts the programs that do not run yet, independent ones at the same time. Returns when all of
   * them answer.
   *
   * @return the failure of a program that the suite can do without for a while
   * @throws Trouble if a required program does not answer
   */
  Optional<Trouble> start(Progress progress) {
    var turn =
        Turn.take(state, SHORT)
            .orElseThrow(
                () ->
                    new Trouble(
                        "Another ./zhihe"
                            + holder()
                            + " is starting or stopping the suite right now: wait for it, or end it with ./zhihe down."));
    try (turn) {
      for (var service : Service.values()) {
        service.requireBuilt();
      }
      stopOutdated(progress);
      ports.requireFree(state);
      ports.remember(state);
      Keeper.want(state, names());
      return startAll(progress);
    }
  }

  private String holder() {
    var holder = Turn.holder(state);
    return holder == null ? "" : " (process " + holder.pid() + ")";
  }

  private Optional<Trouble> startAll(Progress progress) {
    // Without Kafka, events wait and everything else works.
    var kafka =
        step(
                progress,
                Kafka.NAME,
                () ->
                    launch(
                        Kafka.NAME,
                        () -> Kafka.start(state, ports.kafka(), ports.kafkaController(), caches)))
            .handle((started, failure) -> Optional.ofNullable(failure).map(Suite::trouble));
    var postgres =
        step(
            progress,
            Postgres.NAME,
            () -> {
              var server = launch(Postgres.NAME, () -> Postgres.start(state, ports.postgres()));
              server.createDatabases();
              return server;
            });
    // The first start of Keycloak unpacks and builds it. That takes long and needs no server, so it
    // begins at once.
    var prepared =
        Keycloak.isPrepared()
            ? CompletableFuture.completedFuture(Keycloak.prepare())
            : step(progress, "keycloak: unpack and build, once", () -> Keycloak.prepare());
    var login = ports.keycloakPorts();
    var keycloak =
        postgres.thenCombineAsync(
            prepared,
            (database, home) ->
                progress.during(
                    Keycloak.NAME,
                    () ->
                        launch(
                            Keycloak.NAME,
                            () ->
                                Keycloak.start(
                                    state, home, login, database, progress::note, caches))),
            Suite::inBackground);
    var steps = new ArrayList<CompletableFuture<?>>(List.of(postgres, prepared, keycloak));
    for (var service : Service.values()) {
      // Services need Keycloak only for the first token, and Kafka only for events.
      var needed = service == Service.GATEWAY ? CompletableFuture.completedFuture(null) : postgres;
      steps.add(
          needed.thenRunAsync(
              () -> progress.during(service.label(), () -> start(service)), Suite::inBackground));
    }
    awaitAll(steps);
    return kafka.join();
  }

  private static Trouble trouble(Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof Trouble known) {
      return known;
    }
    throw new CompletionException(cause);
  }

  private void start(Service service) {
    var daemon =
        Daemon.find(state, service.label())
            .orElseGet(() -> launch(service.label(), () -> service.begin(state, ports, caches)));
    daemon.await(Service.TIMEOUT, () -> service.answers(ports));
  }

  /** Whether the servers answer that the program needs for its start. */
  boolean hasWhatItNeeds(String name) {
    return List.of(Postgres.NAME, Kafka.NAME, Service.GATEWAY.label()).contains(name)
        || answers(Postgres.NAME);
  }

  /** Starts one program without waiting for it. It must not be running. */
  Daemon begin(String name) {
    return switch (name) {
      case Postgres.NAME -> Postgres.begin(state, ports.postgres());
      case Kafka.NAME -> Kafka.begin(state, ports.kafka(), ports.kafkaController(), caches);
      case Keycloak.NAME ->
          Keycloak.begin(
              state, Keycloak.prepare(), ports.keycloakPorts(), ports.postgres(), caches);
      default -> Service.of(name).begin(state, ports, caches);
    };
  }

  /**
   * Stops all programs, whoever started them. Another {@code ./zhihe up} that is still starting
   * them is ended first.
   */
  void stopAll(Consumer<String> tell) {
    var turn = Turn.take(state, SHORT);
    if (turn.isEmpty()) {
      var other = Turn.holder(state);
      if (other != null) {
        tell.accept("./zhihe up (process " + other.pid() + "), which was starting it,");
        other.destroy();
      }
      turn = Turn.take(state, Duration.ofMinutes(2));
    }
    var ours =
        turn.orElseThrow(
            () ->
                new Trouble(
                    "Another ./zhihe"
                        + holder()
                        + " is starting or stopping the suite and does not end: end it, then ./zhihe down again."));
    try (ours) {
      Daemon.find(state, Keeper.NAME).ifPresent(keeper -> keeper.stop(Daemon.Signal.TERM, SHORT));
      stop(false, tell);
    }
  }

  /** Stops all programs, or only those that this start had started. */
  void stop(boolean onlyStartedHere, Consumer<String> tell) {
    synchronized (this) {
      ending = true;
    }
    Keeper.want(
        state,
        Keeper.wanted(state).stream()
            .filter(name -> onlyStartedHere && !startedHere.contains(name))
            .toList());
    // Callers stop before the programs they call. Programs of one row stop at the same time.
    for (var row : STOPPING) {
      var steps =
          row.stream()
              .filter(name -> !onlyStartedHere || startedHere.contains(name))
              .flatMap(name -> Daemon.find(state, name).stream())
              .map(
                  daemon ->
                      CompletableFuture.runAsync(() -> stop(daemon, tell), Suite::inBackground))
              .toList();
      awaitAll(steps);
    }
  }

  /** Removes what this module created in the state directory, and nothing else. */
  static void purge(Path state) {
    for (var ours :
        List.of(
            Postgres.NAME + "*",
            Kafka.NAME + "*",
            Keycloak.NAME + "*",
            Keeper.NAME + "*",
            "loaded",
            "errors",
            "scratch",
            "logs",
            "run")) {
      Checkout.deleteMatching(state, ours);
    }
    if (state.equals(Checkout.root().resolve(".zhihe"))) {
      Checkout.deleteMatching(
          state, "programs"); // all state directories of the checkout share them
    }
    var left = state.toFile().list();
    if (left != null && left.length == 0) {
      Checkout.delete(state);
    }
  }

  /**
   * Prints a line for each program: its name, address and start. Returns whether all of them
   * answer.
   */
  boolean describe(PrintStream out) {
    var good = true;
    for (var name : names()) {
      var found = Daemon.find(state, name);
      var answers = found.isPresent() && answers(name);
      good &= answers;
      if (found.isEmpty()) {
        out.printf("  %-11s stopped%n", name);
      } else {
        var daemon = found.get();
        out.printf(
            "  %-11s %-11s port %-6d pid %-8d up %s%n",
            name,
            answers ? "answers" : "NO ANSWER",
            daemon.port(),
            daemon.pid(),
            age(daemon.age()));
      }
    }
    out.println("  Kafka's account for consumers: " + Kafka.account(state, Kafka.CONSUMER));
    var keeper = Daemon.find(state, Keeper.NAME);
    out.println(
        keeper.isPresent()
            ? "  What ends by itself is started again (keeper, pid " + keeper.get().pid() + ")."
            : "  What ends by itself is started again only by ./zhihe up.");
    return good;
  }

  boolean isDown() {
    return names().stream().allMatch(name -> Daemon.find(state, name).isEmpty());
  }

  /**
   * Stops services that were rebuilt since their start, because the files they run from no longer
   * exist.
   */
  private void stopOutdated(Progress progress) {
    for (var service : Service.values()) {
      if (outdated(service.label())) {
        progress.during(
            service.label() + ": stop the one built before",
            () -> Daemon.find(state, service.label()).ifPresent(Service::stop));
      }
    }
  }

  private boolean outdated(String name) {
    for (var service : Service.values()) {
      if (service.label().equals(name)) {
        return Daemon.find(state, name).filter(daemon -> builtAfter(service, daemon)).isPresent();
      }
    }
    return false;
  }

  private static boolean builtAfter(Service service, Daemon daemon) {
    try {
      return Files.getLastModifiedTime(service.jar()).toInstant().isAfter(daemon.started());
    } catch (IOException e) {
      return false;
    }
  }

  private boolean answers(String name) {
    return switch (name) {
      case Postgres.NAME -> Postgres.answers(ports.postgres());
      case Kafka.NAME -> Kafka.answers(state, ports.kafka());
      case Keycloak.NAME -> Keycloak.answers(ports.keycloakPorts());
      default -> Service.of(name).answers(ports);
    };
  }

  private static void stop(Daemon daemon, Consumer<String> tell) {
    switch (daemon.name()) {
      case Postgres.NAME -> Postgres.stop(daemon);
      case Kafka.NAME -> Kafka.stop(daemon);
      case Keycloak.NAME -> Keycloak.stop(daemon);
      default -> Service.stop(daemon);
    }
    tell.accept(daemon.name());
  }

  /**
   * Starts a program and records that this suite started it. Once the suite is stopping, nothing is
   * started.
   */
  private <T> T launch(String name, Supplier<T> start) {
    synchronized (this) {
      if (ending) {
        throw new Trouble("Stopped.");
      }
      if (Daemon.find(state, name).isEmpty()) {
        startedHere.add(name);
      }
    }
    return start.get();
  }

  private static <T> CompletableFuture<T> step(Progress progress, String what, Supplier<T> work) {
    return CompletableFuture.supplyAsync(() -> progress.during(what, work), Suite::inBackground);
  }

  private static void inBackground(Runnable work) {
    Thread.ofPlatform().daemon().start(work);
  }

  /**
   * Waits for all steps. The first failure ends the wait, because the steps that depend on it have
   * failed too.
   */
  private static void awaitAll(List<? extends CompletableFuture<?>> steps) {
    var firstFailure = new CompletableFuture<Void>();
    var watched =
        steps.stream()
            .map(
                step ->
                    step.whenComplete(
                        (result, failure) -> {
                          if (failure != null) {
                            firstFailure.completeExceptionally(failure);
                          }
                        }))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.anyOf(CompletableFuture.allOf(watched), firstFailure).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Trouble known ? known : e;
    }
  }

  private static String age(Duration age) {
    return age.toHours() > 0
        ? age.toHours() + " h " + age.toMinutesPart() + " min"
        : age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
  }
}
