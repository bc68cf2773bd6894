package dev.zhihe.indicators.report.attachment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A gateway with answers that projects-service gave to a test of its own: a plan with three
 * projects and a ledger (184001-145), and one without any (184009-145), whose answers every other
 * plan gets too. Those of platforms-service are compared with its answers by a test of its own
 * (RecordedAnswersTest): an area with platforms (184001), and one without any (184009), likewise.
 */
public final class RecordedGateway implements AutoCloseable {
  /** The plan that has projects. */
  public static final String PLAN = "184001-145";

  /** The position of the answers. */
  public static final String AS_OF = "projects/218290407/26";

  /** The position of the answers of platforms-service. */
  public static final String PLATFORMS_AS_OF = "platforms/218290408/9";

  /** The chain at the position of projects-service. */
  static final String CHAIN = "72f4351d0b6ee79d0a99a5ab7daf4898112d55a734defc9e71dbacb8f178a267";

  private static final String AREA = "184001";
  private static final String EMPTY_PLAN = "184009-145";
  private static final String EMPTY_AREA = "184009";

  private final Map<String, Reply> recorded = new LinkedHashMap<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** An answer. */
  record Reply(int status, Map<String, String> headers, String body) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), "");
    }

    Reply with(String header, String value) {
      var all = new LinkedHashMap<>(headers);
      all.put(header, value);
      return new Reply(status, all, body);
    }

    Reply body(String other) {
      return new Reply(status, headers, other);
    }
  }

  /** What is done instead of answering as recorded. */
  @FunctionalInterface
  interface Behaviour {
    /** The answer; null if none is sent. */
    Reply reply(Reply recorded) throws InterruptedException;
  }

  /** A behaviour for requests whose address has a text. */
  private record Rule(String text, Behaviour behaviour) {}

  RecordedGateway() {
    read("projects.tsv");
    read("platforms.tsv");
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What was asked, in its order. */
  List<String> asked() {
    return asked;
  }

  /** Behaves otherwise to requests whose address has a text. The latest rule holds. */
  void when(String text, Behaviour behaviour) {
    rules.addFirst(new Rule(text, behaviour));
  }

  /** Behaves as recorded again. */
  void asRecorded(String text) {
    rules.removeIf(rule -> rule.text.equals(text));
  }

  private void read(String file) {
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream("/recorded/" + file))) {
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        var cells = line.split("\t", -1);
        var reply =
            new Reply(Integer.parseInt(cells[1]), Map.of("Content-Type", cells[3]), cells[4]);
        recorded.put(
            cells[0], cells[2].equals("null") ? reply : reply.with("Zhihe-As-Of", cells[2]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var address = exchange.getRequestURI().toString();
      if (address.startsWith("/behave?")) {
        var words = address.substring("/behave?".length()).split("=", 2);
        behave(words[0], words[1]);
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      asked.add(address);
      var reply = as(address);
      for (var rule : rules) {
        if (address.contains(rule.text)) {
          reply = rule.behaviour.reply(reply);
          break;
        }
      }
      if (reply == null) {
        return; // the connection is cut
      }
      reply.headers.forEach(exchange.getResponseHeaders()::set);
      var body = reply.body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Any moment is the recorded position, and any day the recorded one. */
  private Reply as(String address) {
    var plan = address.replaceFirst(".*[?&]plan=([^&]*).*", "$1");
    var known = plan.equals(PLAN) ? PLAN : EMPTY_PLAN;
    var area = address.replaceFirst(".*[?&]area=([^&]*).*", "$1");
    var knownArea = area.equals(AREA) ? AREA : EMPTY_AREA;
    var asOf = address.contains("area=") ? PLATFORMS_AS_OF : AS_OF;
    var day = address.replaceFirst(".*[?&]on=([^&]*).*", "$1");
    var reply =
        recorded.get(
            address
                .replace("plan=" + plan, "plan=" + known)
                .replace("area=" + area, "area=" + knownArea)
                .replaceFirst("on=[^&]*", "on=2023-06-30")
                .replaceFirst("asOf=[^/]*$", "asOf=" + asOf));
    return reply == null
        ? Reply.of(404)
        : reply.body(
            reply
                .body
                .replace("\"plan\":\"" + known + "\"", "\"plan\":\"" + plan + "\"")
                .replace("\"area\":\"" + knownArea + "\"", "\"area\":\"" + area + "\"")
                .replace("\"on\":\"2023-06-30\"", "\"on\":\"" + day + "\""));
  }

  /**
   * From now on, answers to requests that name a plan are recorded, changed, or of a service down.
   */
  private void behave(String plan, String mode) {
    asRecorded(plan);
    switch (mode) {
      case "recorded" -> {}
      case "down" -> when(plan, recorded -> Reply.of(503));
      case "changed" ->
          when(
              plan,
              recorded ->
                  recorded.body(recorded.body.replace("Yuan\":95000000.00", "Yuan\":95000001.00")));
      default -> throw new IllegalArgumentException(mode);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
