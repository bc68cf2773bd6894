package dev.zhihe.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One file on its way into a family: shows how much of it is sent, and, where the service makes a
 * job of it, how far the job is.
 */
final class Upload {
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final int BAR = 24;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final String gateway;
  private final String family;
  private final Login who;
  private final PrintStream out;
  private final boolean rewrites = Boolean.getBoolean("zhihe.terminal");
  private int told = -1;

  Upload(Path file, String gateway, String family, Login who, PrintStream out) {
    this.file = file;
    this.gateway = gateway;
    this.family = family;
    this.who = who;
    this.out = out;
  }

  /** Sends the file and waits until all of it is taken; anything else is trouble, told in full. */
  void send() {
    var began = System.nanoTime();
    var answer =
        who.send(
            () ->
                HttpRequest.newBuilder(URI.create(gateway + "/v1/" + family + "/imports"))
                    .timeout(LONGEST)
                    .header("Content-Type", type())
                    .POST(body()));
    var result =
        switch (answer.statusCode()) {
          case 200 -> json(answer.body());
          case 202 -> awaited(answer);
          case 422 -> throw new Trouble(errors(json(answer.body())));
          default -> throw PlanLoad.refused("upload " + file.getFileName(), answer);
        };
    erase();
    out.printf(
        "  %-28s %7d rows: %d created, %d updated, %d unchanged  %.1f s%n",
        file.getFileName(),
        result.path("rows").asLong(),
        result.path("created").asLong(),
        result.path("updated").asLong(),
        result.path("unchanged").asLong(),
        (System.nanoTime() - began) / 1e9);
  }

  private JsonNode awaited(HttpResponse<String> accepted) {
    var address =
        URI.create(gateway)
            .resolve(URI.create(accepted.headers().firstValue("Location").orElseThrow()).getPath());
    while (true) {
      var answer = who.send(() -> HttpRequest.newBuilder(address).GET());
      if (answer.statusCode() != 200) {
        throw PlanLoad.refused("follow the job of " + file.getFileName(), answer);
      }
      var job = json(answer.body());
      var state = job.path("state").asText();
      switch (state) {
        case "done" -> {
          return job;
        }
        case "rejected", "failed", "cancelled" -> throw new Trouble(errors(job));
        default -> show(job.path("percent").asInt(), state);
      }
      Web.pause(1);
    }
  }

  private String type() {
    var name = file.getFileName().toString();
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "ndjson" -> "application/x-ndjson";
      case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      default -> "text/csv";
    };
  }

  private HttpRequest.BodyPublisher body() {
    try {
      var whole = HttpRequest.BodyPublishers.ofFile(file);
      var length = Math.max(1, Files.size(file));
      var sent = new AtomicLong();
      return HttpRequest.BodyPublishers.fromPublisher(
          taker -> whole.subscribe(new Counted(taker, sent, length)), length);
    } catch (FileNotFoundException e) {
      throw new Trouble("There is no file " + file + ".", e);
    } catch (IOException e) {
      throw Checkout.failed("read " + file, e);
    }
  }

  /** Hands the file's bytes on and shows how many have gone. */
  private final class Counted implements Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> taker;
    private final AtomicLong sent;
    private final long length;

    Counted(Flow.Subscriber<? super ByteBuffer> taker, AtomicLong sent, long length) {
      this.taker = taker;
      this.sent = sent;
      this.length = length;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      taker.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      show((int) (sent.addAndGet(part.remaining()) * 100 / length), "sending");
      taker.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      taker.onError(failure);
    }

    @Override
    public void onComplete() {
      taker.onComplete();
    }
  }

  private synchronized void show(int percent, String state) {
    if (percent == told) {
      return;
    }
    if (rewrites) {
      var full = percent * BAR / 100;
      out.printf(
          "\r\033[K  %-28s [%s%s] %3d %% %s",
          file.getFileName(), "#".repeat(full), "·".repeat(BAR - full), percent, state);
      out.flush();
    } else if (told >= 0 && percent / 20 != told / 20 && !state.equals("sending")) {
      out.printf("  %-28s %3d %% %s%n", file.getFileName(), percent, state);
    }
    told = percent;
  }

  private void erase() {
    if (rewrites) {
      out.print("\r\033[K");
    }
  }

  /** Every error with its row and column, because that is what has to be corrected. */
  private String errors(JsonNode answer) {
    erase();
    var errors = answer.path("errors");
    var text =
        new StringBuilder(
            file.getFileName()
                + " was not taken: "
                + answer
                    .path("detail")
                    .asText(answer.path("title").asText(answer.path("state").asText())));
    for (var error : errors) {
      text.append("\n  row ")
          .append(error.path("row").asText("-"))
          .append(", column ")
          .append(error.path("column").asText("-"))
          .append(": ")
          .append(error.path("detail").asText());
      if (error.hasNonNull("value")) {
        text.append(" (given: ").append(error.path("value").asText()).append(')');
      }
      text.append(" [").append(error.path("code").asText()).append(']');
    }
    return text.append("\n")
        .append(errors.size())
        .append(" errors. Correct ")
        .append(file)
        .append(", then run ./zhihe load ")
        .append(file.getParent())
        .append(" again.")
        .toString();
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Trouble("The gateway's answer is not JSON: " + body, e);
    }
  }
}
