package dev.zhihe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
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
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Uploads one file into a family. Shows how much of it is sent. If the service makes it a job,
 * shows the job's progress.
 */
final class Upload {
  private static final Duration MAX_DURATION = Duration.ofMinutes(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int BAR = 24;

  /** Maximum number of printed errors. All of them are written to a file. */
  private static final int MAX_PRINTED = 20;

  /** Maximum number of errors that an answer lists. */
  private static final int MAX_LISTED = 10_000;

  private static final List<String> COLUMNS = List.of("row", "column", "code", "value", "detail");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final String gateway;
  private final String family;
  private final Login who;
  private final Path errors;
  private final PrintStream out;
  private final boolean rewrites = Boolean.getBoolean("zhihe.terminal");
  private int shown = -1;
  private volatile @Nullable URI job;
  private volatile boolean interrupted;

  /**
   * @param errors where a list of all errors goes if there are any
   */
  Upload(Path file, String gateway, String family, Login who, Path errors, PrintStream out) {
    this.file = file;
    this.gateway = gateway;
    this.family = family;
    this.who = who;
    this.errors = errors;
    this.out = out;
  }

  /** The service found errors in the file, and stored nothing of it. */
  static final class Refused extends Trouble {
    private static final long serialVersionUID = 1L;
    private final transient JsonNode errors;

    private Refused(String message, JsonNode errors) {
      super(message);
      this.errors = errors;
    }

    JsonNode errors() {
      return errors;
    }

    /**
     * Whether the only errors are differences from stored rows, or rows of a plan in force, which
     * an approved act alone changes.
     */
    boolean isOnlyDifferent() {
      return !errors.isEmpty()
          && StreamSupport.stream(errors.spliterator(), false)
              .map(error -> error.path("code").asText())
              .allMatch(code -> code.equals("differs") || code.equals("adopted"));
    }
  }

  /**
   * Sends the file and waits until all of it is stored. Otherwise throws {@link Trouble} with all
   * details.
   *
   * @param options the query of the request, such as {@code ?mode=valid}; empty for none
   * @throws Refused when the file has errors
   */
  void send(String options) {
    var began = System.nanoTime();
    var answer =
        who.send(
            () ->
                HttpRequest.newBuilder(URI.create(gateway + "/v1/" + family + "/imports" + options))
                    .timeout(MAX_DURATION)
                    .header("Content-Type", type())
                    .POST(body()));
    var result =
        switch (answer.statusCode()) {
          case 200 -> json(answer.body());
          case 202 -> awaited(answer);
          case 422 -> throw refused(json(answer.body()));
          case 404 ->
              throw new Trouble(
                  "There is no family "
                      + family
                      + ", which "
                      + file
                      + " would go to: the part of its name after the two digits is one of those at "
                      + gateway
                      + "/docs, such as plans, targets or platforms.");
          default -> throw DraftReview.refused("upload " + file.getFileName(), answer);
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
    job = address;
    erase();
    out.printf("  %-28s job %s%n", file.getFileName(), id(address));
    while (true) {
      var answer = who.send(() -> HttpRequest.newBuilder(address).GET());
      if (answer.statusCode() != 200) {
        throw DraftReview.refused("follow the job of " + file.getFileName(), answer);
      }
      var seen = json(answer.body());
      var state = seen.path("state").asText();
      if (interrupted) {
        throw new Trouble("Interrupted.");
      }
      switch (state) {
        case "done" -> {
          return seen;
        }
        case "cancelled" ->
            throw new Trouble(
                "The job " + id(address) + " of " + file + " was cancelled: " + kept(seen));
        case "rejected", "failed" -> throw refused(seen);
        default -> show(seen.path("percent").asInt(), state);
      }
      Web.pause(1);
    }
  }

  /** Cancels the job and prints what was stored of it. */
  void interrupt() {
    interrupted = true;
    var address = job;
    erase();
    if (address == null) {
      out.println(
          "\nInterrupted while "
              + file.getFileName()
              + " was on its way: all of it or nothing is taken in. It may be loaded again; rows that are there stay as they are.");
      return;
    }
    try {
      out.println("\nInterrupted: cancelling the job " + id(address) + " …");
      // 409 if the job has just ended. Its state then says so.
      who.send(
          () ->
              HttpRequest.newBuilder(URI.create(address + "/cancellation"))
                  .timeout(TIMEOUT)
                  .POST(HttpRequest.BodyPublishers.noBody()));
      JsonNode seen = JSON.missingNode();
      for (var i = 0; i < TIMEOUT.toSeconds() && !seen.hasNonNull("finishedAt"); i++) {
        if (i > 0) {
          Web.pause(1);
        }
        seen = json(who.send(() -> HttpRequest.newBuilder(address).timeout(TIMEOUT).GET()).body());
      }
      out.println(
          seen.hasNonNull("finishedAt")
              ? "The job is over (" + seen.path("state").asText() + "): " + kept(seen)
              : "The job has not stopped yet; it does so after the thousand rows at hand.");
    } catch (Trouble e) {
      out.println(
          "The job "
              + id(address)
              + " could not be cancelled and goes on: POST "
              + address
              + "/cancellation, as editor-demo, stops it. "
              + e.getMessage());
    }
  }

  private String kept(JsonNode job) {
    return "%d rows are written and stay (%d created, %d updated). %s may be loaded again: what is there counts as unchanged, and the rest follows."
        .formatted(
            job.path("created").asLong() + job.path("updated").asLong(),
            job.path("created").asLong(),
            job.path("updated").asLong(),
            file.getFileName());
  }

  private static String id(URI job) {
    return job.getPath().substring(job.getPath().lastIndexOf('/') + 1);
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

  /** Passes on the file's bytes and shows how many are sent. */
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
    if (percent == shown || interrupted) {
      return;
    }
    if (rewrites) {
      var full = percent * BAR / 100;
      out.printf(
          "\r\033[K  %-28s [%s%s] %3d %% %s",
          file.getFileName(), "#".repeat(full), "·".repeat(BAR - full), percent, state);
      out.flush();
    } else if (shown >= 0 && percent / 20 != shown / 20 && !state.equals("sending")) {
      out.printf("  %-28s %3d %% %s%n", file.getFileName(), percent, state);
    }
    shown = percent;
  }

  private void erase() {
    if (rewrites) {
      out.print("\r\033[K");
    }
  }

  private Refused refused(JsonNode answer) {
    return new Refused(errors(answer), answer.path("errors"));
  }

  /** The first errors with row and column, and the file that has all of them. */
  private String errors(JsonNode answer) {
    erase();
    var all = answer.path("errors");
    var text =
        new StringBuilder(
            file.getFileName()
                + " was not taken: "
                + answer
                    .path("detail")
                    .asText(answer.path("title").asText(answer.path("state").asText())));
    for (var i = 0; i < Math.min(MAX_PRINTED, all.size()); i++) {
      var error = all.get(i);
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
    if (all.size() > MAX_PRINTED) {
      text.append("\n  … and ").append(all.size() - MAX_PRINTED).append(" more");
    }
    if (!all.isEmpty()) {
      text.append("\n")
          .append(all.size())
          .append(all.size() == 1 ? " error" : " errors")
          .append(all.size() >= MAX_LISTED ? ", the most that are listed: there may be more" : "")
          .append(". All that are listed: ")
          .append(listed(all));
    }
    return text.append("\nCorrect ")
        .append(file)
        .append(", then run ./zhihe load ")
        .append(file.getParent())
        .append(" again.")
        .toString();
  }

  /** Writes all errors to a file in the state directory. A later attempt replaces it. */
  private Path listed(JsonNode all) {
    var list = errors.resolve(file.getFileName() + ".errors.csv");
    try {
      Checkout.makePrivate(errors);
      try (var writer = Files.newBufferedWriter(list);
          var csv = CsvWriter.builder().build(writer)) {
        writer.write('\uFEFF'); // Excel needs it to detect UTF-8
        csv.writeRecord(COLUMNS);
        for (var error : all) {
          csv.writeRecord(COLUMNS.stream().map(column -> error.path(column).asText("")).toList());
        }
      }
      return list;
    } catch (IOException e) {
      throw Checkout.failed("write " + list, e);
    }
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new Trouble("The gateway's answer is not JSON: " + body, e);
    }
  }
}
