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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Files of figures of the plan's headline indicators, ten years of months each, of areas that had
 * none before. They go through the gateway, by the accounts of an editor and a reviewer.
 */
final class FigureFiles {
  /** Areas from here on are for these files. */
  static final int FIRST_AREA = 700_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int MONTHS = 120;
  private static final int FIRST_YEAR = 2014;

  private final Servers servers;
  private final int gateway;
  private final int figures;
  private final List<String> indicators;
  private int nextArea;

  /**
   * @param figures how many a file has
   */
  FigureFiles(Servers servers, int figures) throws SQLException {
    this.servers = servers;
    this.figures = figures;
    gateway = Service.GATEWAY.port(servers.ports());
    indicators =
        StreamSupport.stream(
                json(Http.get(gateway, "/v1/indicators?kind=headline&limit=1000"))
                    .path("items")
                    .spliterator(),
                false)
            .map(each -> each.path("code").asText())
            .toList();
    try (var connection = servers.superuser()) {
      nextArea =
          (int)
              Observations.number(
                  connection,
                  "select coalesce(max(area)::integer + 1, %1$d) from observation_submission where area between '%1$d' and '899999'"
                      .formatted(FIRST_AREA));
    }
  }

  /** The first area of the next file; its number is in the codes of all figures in the file. */
  int nextArea() {
    return nextArea;
  }

  /** Sends a file, approves it, and waits until all that follows is sealed. */
  Load publish() throws SQLException {
    var firstArea = nextArea;
    var file = file(firstArea);
    nextArea += areas();
    try (var connection = servers.superuser()) {
      var from = System.nanoTime();
      submit(file);
      for (var area = firstArea; area < nextArea; area++) {
        approve(area);
      }
      while (Observations.number(connection, "select count(*) from change_queue") > 0) {
        Web.pause(Duration.ofMillis(5));
      }
      var seconds = (System.nanoTime() - from) / 1e9;
      Observations.awaitSealed(connection); // so that what is sent to Kafka disturbs nobody else
      return new Load(figures, 0, seconds, Double.NaN, Double.NaN);
    }
  }

  private int areas() {
    return (figures - 1) / MONTHS / indicators.size() + 1;
  }

  private String file(int firstArea) {
    var text = new StringBuilder("code,indicator,area,period,value,status\n");
    for (var figure = 0; figure < figures; figure++) {
      var month = figure % MONTHS;
      var series = figure / MONTHS;
      text.append(
          "bench-%d-%d,%s,%d,%d-%02d,%d.%02d,actual%n"
              .formatted(
                  firstArea,
                  figure,
                  indicators.get(series % indicators.size()),
                  firstArea + series / indicators.size(),
                  FIRST_YEAR + month / 12,
                  1 + month % 12,
                  30 + month / 2, // a share in percent that grows: nothing to be explained
                  month % 2 * 50 + series % 50));
    }
    return text.toString();
  }

  private void submit(String file) {
    var answer = send("editor-demo", "/v1/observations/imports", "text/csv; charset=utf-8", file);
    if (answer.statusCode() == 202) {
      awaitDone(URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath());
    } else if (answer.statusCode() != 200) {
      throw refused("A file of figures", answer);
    }
  }

  private void awaitDone(String job) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      var answer =
          Http.send(
              HttpRequest.newBuilder(Http.at(gateway, job))
                  .header("Authorization", "Bearer " + servers.token("editor-demo"))
                  .build());
      switch (json(answer).path("state").asText()) {
        case "done" -> {
          return;
        }
        case "rejected", "failed", "cancelled" -> throw refused("A file of figures", answer);
        default -> Web.pause(Duration.ofMillis(20));
      }
    }
    throw new Trouble("The job " + job + " does not end.");
  }

  private void approve(int area) {
    var more = true;
    while (more) {
      var answer =
          send(
              "reviewer-demo",
              "/v1/observation-submissions/approvals",
              "application/json",
              "{\"area\":\"%d\"}".formatted(area));
      if (answer.statusCode() != 200) {
        throw refused("An approval", answer);
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

  private static Trouble refused(String what, HttpResponse<String> answer) {
    var body = answer.body();
    return new Trouble(
        "%s was refused: %d %s"
            .formatted(what, answer.statusCode(), body.substring(0, Math.min(800, body.length()))));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new Trouble(answer.uri() + " answered no JSON: " + answer.body(), e);
    }
  }
}
