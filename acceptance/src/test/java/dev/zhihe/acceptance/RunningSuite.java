package dev.zhihe.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.zhihe.servers.Kafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The whole suite, started once for all tests by the command that users start it with, on ports and
 * in a folder of its own so that it stands beside one that is in use.
 */
final class RunningSuite {
  /** The services, by the name that stands in the paths of their feeds. */
  static final List<String> SERVICES = List.of("indicators", "projects", "platforms");

  private static final List<String> PROGRAMS =
      List.of(
          "GATEWAY",
          "INDICATORS",
          "PROJECTS",
          "PLATFORMS",
          "GATEWAY_MANAGEMENT",
          "INDICATORS_MANAGEMENT",
          "PROJECTS_MANAGEMENT",
          "PLATFORMS_MANAGEMENT",
          "KEYCLOAK",
          "KEYCLOAK_MANAGEMENT",
          "KAFKA",
          "KAFKA_CONTROLLER",
          "POSTGRES");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path STATE = ROOT.resolve("acceptance/target/suite");
  private static @Nullable RunningSuite only;

  private final Map<String, String> ports = new HashMap<>();
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private record Token(String text, long readAt) {}

  private RunningSuite() {
    var port = freePorts(PROGRAMS.size());
    for (var program : PROGRAMS) {
      ports.put("ZHIHE_" + program + "_PORT", String.valueOf(port++));
    }
  }

  /** The suite, running. */
  static synchronized RunningSuite get() {
    if (only == null) {
      var suite = new RunningSuite();
      suite.run("down", "--purge"); // what an interrupted run may have left
      Runtime.getRuntime().addShutdownHook(new Thread(() -> suite.run("down", "--purge")));
      suite.up();
      only = suite;
    }
    return only;
  }

  /** Starts whatever does not run. */
  void up() {
    run("up", "-d");
  }

  /**
   * The command of a Java program. It lives for seconds or minutes: compiling with C2 and
   * collecting with several threads would cost more than they save.
   */
  static List<String> java(String... arguments) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:TieredStopAtLevel=1");
    line.add("-XX:+UseSerialGC");
    line.addAll(List.of(arguments));
    return line;
  }

  /** Runs a command of {@code ./zhihe} that must succeed; returns what it printed. */
  String run(String... command) {
    try {
      var output = Files.createTempFile("zhihe", ".out");
      var line =
          java(
              "-Dzhihe.root=" + ROOT,
              "-cp",
              System.getProperty("java.class.path"),
              "dev.zhihe.cli.Zhihe");
      line.addAll(List.of(command));
      var builder =
          new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(ports);
      builder.environment().put("ZHIHE_STATE", STATE.toString());
      builder.environment().put("ZHIHE_AOT", "off"); // most runs build anew, and would only record
      if (command[0].equals("up")) {
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
      }
      var status = builder.start().waitFor();
      var printed = Files.readString(output);
      Files.delete(output);
      assertThat(status)
          .as(
              "zhihe %s printed: %s%nand the programs: %s",
              String.join(" ", command), printed, complaints())
          .isZero();
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What the programs logged as warnings and errors. */
  private static String complaints() throws IOException {
    var lines = new StringBuilder();
    if (Files.isDirectory(STATE.resolve("logs"))) {
      try (var logs = Files.newDirectoryStream(STATE.resolve("logs"), "*.log")) {
        for (var log : logs) {
          try (var logged = Files.lines(log)) {
            logged
                .filter(
                    line ->
                        line.contains(" WARN ")
                            || line.contains(" ERROR ")
                            || line.startsWith("Caused by"))
                .limit(40)
                .forEach(
                    line -> lines.append(log.getFileName()).append(": ").append(line).append('\n'));
          }
        }
      }
    }
    return lines.toString();
  }

  /** The lines of a program's log that contain a text. */
  List<String> logged(String program, String text) {
    try (var lines = Files.lines(STATE.resolve("logs").resolve(program + ".log"))) {
      return lines.filter(line -> line.contains(text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a program at once, with SIGKILL. */
  void kill(String program) throws IOException {
    var pid =
        Files.readString(STATE.resolve("run").resolve(program + ".pid"))
            .strip()
            .split("\\s+", 2)[0];
    var process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** An address through the gateway. */
  URI at(String path) {
    return URI.create("http://localhost:" + port("GATEWAY") + path);
  }

  String port(String name) {
    return ports.get("ZHIHE_" + name + "_PORT");
  }

  /** Where Kafka listens. */
  String kafkaAddress() {
    return "127.0.0.1:" + port("KAFKA");
  }

  /** A client's properties for Kafka, with the account of a consumer. */
  Properties kafka() {
    return kafka(Kafka.CONSUMER);
  }

  /** A client's properties for Kafka, with an account: a service's, a consumer's, the admin's. */
  Properties kafka(String account) {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(kafkaAccount(account))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.setProperty("bootstrap.servers", kafkaAddress());
    return properties;
  }

  /** The file of an account in Kafka. */
  Path kafkaAccount(String account) {
    return Kafka.account(STATE, account);
  }

  /** A service's database, as the role that only reads. */
  Connection database(String service) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port("POSTGRES") + "/" + service,
        service + "_reader",
        service + "_reader");
  }

  /** Makes an empty database for a consumer. */
  void makeDatabase(String name) throws SQLException {
    try (var connection = DriverManager.getConnection(urlOf("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
  }

  /** A connection to a consumer's database. */
  Connection databaseOf(String name) throws SQLException {
    return DriverManager.getConnection(urlOf(name));
  }

  /** Where a database is, as the server's superuser. */
  String urlOf(String database) {
    return "jdbc:postgresql://127.0.0.1:%s/%s?user=postgres&password=postgres"
        .formatted(port("POSTGRES"), database);
  }

  /** Another instance of a service, beside the one that the suite runs. */
  record Instance(Process process, String port) {}

  Instance secondInstance(String service) throws Exception {
    var port = freePorts(2);
    var jar = ROOT.resolve(service + "-service/target/quarkus-app/quarkus-run.jar");
    var builder =
        new ProcessBuilder(
                java(
                    "-Xmx256m",
                    "-Dquarkus.http.port=" + port,
                    "-Dquarkus.management.port=" + (port + 1),
                    "-Dzhihe.db.port=" + port("POSTGRES"),
                    "-Dzhihe.kafka.bootstrap=" + kafkaAddress(),
                    "-Dzhihe.kafka.properties=" + kafkaAccount(service),
                    "-Dzhihe.public-url=" + at(""),
                    "-Dzhihe.reports.gateway=" + at(""),
                    "-Dzhihe.issuer=http://localhost:" + port("KEYCLOAK") + "/realms/zhihe",
                    "-jar",
                    jar.toString()))
            .redirectErrorStream(true)
            .redirectOutput(STATE.resolve("logs/second-" + service + ".log").toFile());
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    eventually(
        "a second " + service,
        Duration.ofMinutes(3),
        () -> {
          assertThat(process.isAlive()).as("the second %s lives", service).isTrue();
          try {
            return sendTo("http://127.0.0.1:" + port + "/v1/changes/" + service, "GET", "", "")
                    .statusCode()
                == 200;
          } catch (UncheckedIOException e) {
            return false; // it does not listen yet
          }
        });
    return new Instance(process, String.valueOf(port));
  }

  /** Sends something as the editor to any address, such as one instance of a service. */
  HttpResponse<String> sendTo(
      String address, String method, String type, String body, String... headers) {
    return sendAs("editor-demo", address, method, type, body, headers);
  }

  private HttpResponse<String> sendAs(
      String name, String address, String method, String type, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(40))
            .header("Authorization", "Bearer " + token(name))
            .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Approves, as the reviewer, what waits of an area; asks any origin, once. */
  JsonNode approve(String origin, String area) {
    var answer =
        sendAs(
            "reviewer-demo",
            origin + "/v1/observation-submissions/approvals",
            "POST",
            "application/json",
            "{\"area\":\"%s\"}".formatted(area));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  /** A token that a real login gave, renewed while it is still good. */
  String token(String name) {
    return tokens
        .compute(
            name,
            (who, known) ->
                known != null
                        && System.nanoTime() - known.readAt() < Duration.ofMinutes(3).toNanos()
                    ? known
                    : new Token(run("token", who).strip(), System.nanoTime()))
        .text();
  }

  /** An answer to anybody. */
  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  /** An answer to somebody with a token. */
  HttpResponse<String> getAs(String name, String path) {
    return get(path, "Authorization", "Bearer " + token(name));
  }

  /** Imports a file as an editor. */
  HttpResponse<String> load(String family, String csv) {
    return send(
        request(
                "/v1/" + family + "/imports",
                "Authorization",
                "Bearer " + token("editor-demo"),
                "Content-Type",
                "text/csv; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(csv.getBytes(UTF_8))));
  }

  /** Posts something as somebody. */
  HttpResponse<String> post(String name, String path, String type, String body, String... headers) {
    return send(name, "POST", path, type, body, headers);
  }

  /** Sends something as somebody. */
  HttpResponse<String> send(
      String name, String method, String path, String type, String body, String... headers) {
    var request =
        request(path, "Authorization", "Bearer " + token(name), "Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Sends a file as somebody. */
  HttpResponse<byte[]> sendBytes(
      String name, String method, String path, String type, byte[] body) {
    var request =
        request(path, "Authorization", "Bearer " + token(name))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Imports a file from disk as an editor, with options, and a preference of how. */
  HttpResponse<String> load(String family, Path file, String query, String preference)
      throws IOException {
    return send(
        request(
                "/v1/" + family + "/imports" + query,
                "Authorization",
                "Bearer " + token("editor-demo"),
                "Content-Type",
                "text/csv; charset=utf-8",
                "Prefer",
                preference)
            .timeout(Duration.ofMinutes(10))
            .POST(HttpRequest.BodyPublishers.ofFile(file)));
  }

  /** Where an answer says that its thing is. */
  static String path(HttpResponse<?> answer) {
    return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
  }

  /** The JSON of an answer that must be 200. */
  static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return tree(answer.body());
  }

  /** The JSON of a text. */
  static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /** Every item of a list, page by page. */
  List<JsonNode> all(String path) {
    var items = new ArrayList<JsonNode>();
    var join = path.contains("?") ? "&" : "?";
    for (String cursor = ""; cursor != null; ) {
      var page =
          json(get(path + join + "limit=1000" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
      page.get("items").forEach(items::add);
      cursor = page.path("next").textValue();
    }
    return items;
  }

  /** The whole feed of a service as the bureau reads it. */
  List<JsonNode> feed(String service) {
    var items = new ArrayList<JsonNode>();
    feedPages(service).forEach(page -> tree(page).get("items").forEach(items::add));
    return items;
  }

  /** The whole feed of a service as text, page by page. */
  List<String> feedPages(String service) {
    var pages = new ArrayList<String>();
    for (long after = 0; ; ) {
      var answer = getAs("reviewer-demo", "/v1/changes/" + service + "?after=" + after);
      var page = json(answer);
      pages.add(answer.body());
      if (page.get("next").asLong() >= page.get("head").asLong()) {
        return pages;
      }
      after = page.get("next").asLong();
    }
  }

  /** Asks until the answer is yes; fails when it is not within the time. */
  static void eventually(String what, Duration within, Callable<Boolean> fact) throws Exception {
    var until = System.nanoTime() + within.toNanos();
    while (!fact.call()) {
      assertThat(System.nanoTime()).as("%s within %s", what, within).isLessThan(until);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(40));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The first of so many free ports in a row, below those that the system gives to outgoing
   * connections.
   */
  private static int freePorts(int count) {
    for (int first = 20_000 + ThreadLocalRandom.current().nextInt(100) * 100;
        first < 32_000;
        first += 100) {
      var from = first;
      if (IntStream.range(from, from + count).allMatch(RunningSuite::isFree)) {
        return first;
      }
    }
    throw new AssertionError("no " + count + " free ports in a row below 32000");
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
