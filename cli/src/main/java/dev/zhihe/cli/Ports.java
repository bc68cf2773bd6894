package dev.zhihe.cli;

import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Daemon;
import dev.zhihe.servers.Kafka;
import dev.zhihe.servers.Keycloak;
import dev.zhihe.servers.Port;
import dev.zhihe.servers.Postgres;
import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The ports of all programs. An environment variable moves each port, and everything that refers to
 * it follows.
 */
public record Ports(
    int gateway,
    int indicators,
    int projects,
    int platforms,
    int gatewayManagement,
    int indicatorsManagement,
    int projectsManagement,
    int platformsManagement,
    int keycloak,
    int keycloakManagement,
    int kafka,
    int kafkaController,
    int postgres) {

  private static final Map<String, Integer> USUAL = new LinkedHashMap<>();

  static {
    USUAL.put("ZHIHE_GATEWAY_PORT", 8080);
    USUAL.put("ZHIHE_INDICATORS_PORT", 8081);
    USUAL.put("ZHIHE_PROJECTS_PORT", 8082);
    USUAL.put("ZHIHE_PLATFORMS_PORT", 8083);
    USUAL.put("ZHIHE_GATEWAY_MANAGEMENT_PORT", 9080);
    USUAL.put("ZHIHE_INDICATORS_MANAGEMENT_PORT", 9081);
    USUAL.put("ZHIHE_PROJECTS_MANAGEMENT_PORT", 9082);
    USUAL.put("ZHIHE_PLATFORMS_MANAGEMENT_PORT", 9083);
    USUAL.put("ZHIHE_KEYCLOAK_PORT", 8180);
    USUAL.put("ZHIHE_KEYCLOAK_MANAGEMENT_PORT", 9180);
    USUAL.put("ZHIHE_KAFKA_PORT", 19092);
    USUAL.put("ZHIHE_KAFKA_CONTROLLER_PORT", 19093);
    USUAL.put("ZHIHE_POSTGRES_PORT", 15432);
  }

  /** The environment variables that move the ports. */
  public static Set<String> variables() {
    return Collections.unmodifiableSet(USUAL.keySet());
  }

  /** The environment's ports, otherwise the defaults. */
  public static Ports of(Map<String, String> environment) {
    return of(environment, USUAL);
  }

  /**
   * The ports of the suite that was last started here, so that a second terminal needs no
   * variables. Variables of the environment take precedence.
   */
  static Ports ofRunning(Path state, Map<String, String> environment) {
    var usual = new LinkedHashMap<>(USUAL);
    var started = new Properties();
    try (var in = Files.newBufferedReader(file(state))) {
      started.load(in);
      usual.replaceAll((variable, port) -> port(started.getProperty(variable, ""), variable, port));
    } catch (NoSuchFileException e) {
      // Never started: the defaults.
    } catch (IOException e) {
      throw Checkout.failed("read " + file(state), e);
    }
    return of(environment, usual);
  }

  /** Stores them for {@link #ofRunning}. */
  void remember(Path state) {
    var ports =
        List.of(
                gateway,
                indicators,
                projects,
                platforms,
                gatewayManagement,
                indicatorsManagement,
                projectsManagement,
                platformsManagement,
                keycloak,
                keycloakManagement,
                kafka,
                kafkaController,
                postgres)
            .iterator();
    var lines = USUAL.keySet().stream().map(variable -> variable + "=" + ports.next()).toList();
    try {
      Files.createDirectories(file(state).getParent());
      Files.write(file(state), lines);
    } catch (IOException e) {
      throw Checkout.failed("write " + file(state), e);
    }
  }

  /** The port of one program. */
  int of(String program) {
    return switch (program) {
      case Postgres.NAME -> postgres;
      case Kafka.NAME -> kafka;
      case Keycloak.NAME -> keycloak;
      default -> Service.of(program).port(this);
    };
  }

  /** The ports that Keycloak needs. */
  public Keycloak.Ports keycloakPorts() {
    return new Keycloak.Ports(keycloak, keycloakManagement, gateway);
  }

  /** Refuses ports that another program uses, or that two programs of the suite share. */
  void requireFree(Path state) {
    var wanted = byProgram();
    var given = new HashSet<Integer>();
    wanted.forEach(
        (name, all) ->
            all.forEach(
                (variable, port) -> {
                  if (!given.add(port)) {
                    throw new Trouble(
                        variable
                            + "="
                            + port
                            + " is the port of another program of the suite: choose another.");
                  }
                }));
    wanted.forEach(
        (name, all) -> {
          var running = Daemon.find(state, name);
          if (running.isEmpty()) {
            all.forEach((variable, port) -> Port.requireFree(port, name, variable));
          } else if (running.get().port() != of(name)) {
            throw new Trouble(
                name
                    + " is running on port "
                    + running.get().port()
                    + ", and port "
                    + of(name)
                    + " is wanted now: ./zhihe down first, then up.");
          }
        });
  }

  /** The ports of each program, each with the variable that moves it. */
  private Map<String, Map<String, Integer>> byProgram() {
    var ports = new LinkedHashMap<String, Map<String, Integer>>();
    ports.put(Postgres.NAME, Map.of("ZHIHE_POSTGRES_PORT", postgres));
    ports.put(
        Kafka.NAME,
        Map.of("ZHIHE_KAFKA_PORT", kafka, "ZHIHE_KAFKA_CONTROLLER_PORT", kafkaController));
    ports.put(
        Keycloak.NAME,
        Map.of(
            "ZHIHE_KEYCLOAK_PORT", keycloak, "ZHIHE_KEYCLOAK_MANAGEMENT_PORT", keycloakManagement));
    for (var service : Service.values()) {
      var variable = "ZHIHE_" + service.name();
      ports.put(
          service.label(),
          Map.of(
              variable + "_PORT",
              service.port(this),
              variable + "_MANAGEMENT_PORT",
              service.managementPort(this)));
    }
    return ports;
  }

  String issuer() {
    return "http://localhost:" + keycloak + "/realms/zhihe";
  }

  private static Ports of(Map<String, String> environment, Map<String, Integer> usual) {
    var ports =
        usual.entrySet().stream()
            .map(
                entry ->
                    port(
                        environment.getOrDefault(entry.getKey(), ""),
                        entry.getKey(),
                        entry.getValue()))
            .iterator();
    return new Ports(
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next(),
        ports.next());
  }

  private static int port(String stated, String variable, int usual) {
    if (stated.isBlank()) {
      return usual;
    }
    if (!stated.matches("\\d{1,5}")
        || Integer.parseInt(stated) < 1
        || Integer.parseInt(stated) > 65535) {
      throw new Trouble(
          variable
              + "="
              + stated
              + " is not a port: give a number from 1 to 65535, or unset it for "
              + usual
              + ".");
    }
    return Integer.parseInt(stated);
  }

  private static Path file(Path state) {
    return state.resolve("run").resolve("ports");
  }
}
