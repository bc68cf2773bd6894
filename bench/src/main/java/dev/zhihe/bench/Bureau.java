package dev.zhihe.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.cli.Service;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Files and decisions through the gateway, by the accounts of an editor, a reviewer and others. */
final class Bureau {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Servers servers;
  private final int gateway;

  Bureau(Servers servers) {
    this.servers = servers;
    gateway = Service.GATEWAY.port(servers.ports());
  }

  /** What an address answers to everybody. */
  JsonNode get(String path) {
    return json(Http.get(gateway, path));
  }

  /** Imports a CSV file as an editor, and waits for its end. */
  void imports(String family, String file) {
    imports("editor-demo", family, file);
  }

  /** Imports a CSV file by an account, and waits for its end. */
  void imports(String account, String family, String file) {
    var path = "/v1/" + family + "/imports";
    var answer = send(account, path, "text/csv; charset=utf-8", file);
    if (answer.statusCode() == 202) {
      awaitDone(
          account, URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath());
    } else if (answer.statusCode() != 200) {
      throw refused(path, answer);
    }
  }

  private void awaitDone(String account, String job) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      var answer =
          Http.send(
              HttpRequest.newBuilder(Http.at(gateway, job))
                  .header("Authorization", "Bearer " + servers.token(account))
                  .build());
      switch (json(answer).path("state").asText()) {
        case "done" -> {
          return;
        }
        case "rejected", "failed", "cancelled" -> throw refused(job, answer);
        default -> Web.pause(Duration.ofMillis(20));
      }
    }
    throw new Trouble("The job " + job + " does not end.");
  }

  /** Decides as a reviewer, again and again while the answer says that there is more. */
  void decides(String path, String body) {
    var more = true;
    while (more) {
      var answer = send("reviewer-demo", path, "application/json", body);
      if (answer.statusCode() != 200) {
        throw refused(path, answer);
      }
      more = json(answer).path("more").asBoolean();
    }
  }

  private HttpResponse<String> send(String account, String path, String type, String body) {
    return Http.send(
        HttpRequest.newBuilder(Http.at(gateway, path))
            .header("Authorization", "Bearer " + servers.token(account))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body, UTF_8))
            .build());
  }

  private static Trouble refused(String path, HttpResponse<String> answer) {
    var body = answer.body();
    return new Trouble(
        "%s was refused: %d %s"
            .formatted(path, answer.statusCode(), body.substring(0, Math.min(800, body.length()))));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new Trouble(answer.uri() + " answered no JSON: " + answer.body(), e);
    }
  }
}
