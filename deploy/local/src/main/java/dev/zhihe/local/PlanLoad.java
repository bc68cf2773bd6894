package dev.zhihe.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of CSV files ({@code NN-family.csv}, NN the order) on its way through the public import
 * API: uploaded by an editor, then adopted by a reviewer. Nobody's back door: a user with the same
 * two accounts can do the same with curl.
 */
final class PlanLoad {
  private static final Pattern FILE = Pattern.compile("(\\d{2})-([a-z][a-z0-9-]*)\\.csv");
  private static final Duration UPLOAD = Duration.ofMinutes(30);
  private static final int ATTEMPTS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path remembered;
  private final String gateway;
  private final Login editor;
  private final Login reviewer;
  private final PrintStream out;

  PlanLoad(Path state, Ports ports, PrintStream out) {
    this.remembered = state.resolve("loaded");
    this.gateway = "http://127.0.0.1:" + ports.gateway();
    this.editor = new Login(ports, "editor-demo");
    this.reviewer = new Login(ports, "reviewer-demo");
    this.out = out;
  }

  /**
   * Loads every file that was not loaded before, in order, then adopts what they brought. The first
   * refusal ends it.
   */
  void load(Path folder) {
    var files = files(folder);
    var fresh = files.stream().filter(file -> !Files.exists(memory(file, ""))).toList();
    // A load that was interrupted between upload and adoption left the adoption to do.
    var toAdopt =
        files.stream()
            .filter(file -> adoptable(family(file)) && !Files.exists(memory(file, ".adopted")))
            .toList();
    if (fresh.isEmpty() && toAdopt.isEmpty()) {
      out.println(folder + " is loaded already, and not changed since.");
      return;
    }
    if (!fresh.isEmpty()) {
      out.println("Loading " + folder + " as editor-demo:");
    }
    for (var file : files) {
      if (fresh.contains(file)) {
        upload(file);
      } else if (!fresh.isEmpty()) {
        out.printf("  %-28s loaded before, not changed since%n", file.getFileName());
      }
    }
    if (!toAdopt.isEmpty()) {
      out.println("Adopting as reviewer-demo:");
      toAdopt.forEach(this::adopt);
    }
  }

  private void upload(Path file) {
    var answer =
        send(
            editor,
            token ->
                HttpRequest.newBuilder(URI.create(gateway + "/v1/" + family(file) + "/imports"))
                    .timeout(UPLOAD)
                    .header("Content-Type", "text/csv")
                    .POST(body(file)));
    if (answer.statusCode() == 422) {
      throw new Trouble(errors(file, answer.body()));
    }
    if (answer.statusCode() != 200) {
      throw refused("upload " + file.getFileName(), answer);
    }
    var counts = json(answer.body());
    out.printf(
        "  %-28s %6d rows: %d created, %d updated, %d unchanged%n",
        file.getFileName(),
        counts.path("rows").asLong(),
        counts.path("created").asLong(),
        counts.path("updated").asLong(),
        counts.path("unchanged").asLong());
    remember(memory(file, ""));
  }

  private void adopt(Path file) {
    if (family(file).equals("plans")) {
      values(file, "code").forEach(this::adoptPlan);
    } else {
      values(file, "plan").forEach(this::adoptInvestmentPlans);
    }
    remember(memory(file, ".adopted"));
  }

  private void adoptPlan(String code) {
    var address = gateway + "/v1/plans/" + code;
    var seen = send(reviewer, token -> HttpRequest.newBuilder(URI.create(address)).GET());
    if (seen.statusCode() != 200) {
      throw refused("read plan " + code, seen);
    }
    var version =
        seen.headers()
            .firstValue("ETag")
            .orElseThrow(() -> new Trouble("Plan " + code + " came without an ETag: " + address));
    var answer =
        send(
            reviewer,
            token ->
                HttpRequest.newBuilder(URI.create(address + "/adoption"))
                    .header("If-Match", version)
                    .POST(HttpRequest.BodyPublishers.noBody()));
    tellAdoption("plan " + code, answer);
  }

  private void adoptInvestmentPlans(String plan) {
    var body = JSON.createObjectNode().put("plan", plan).toString();
    var answer =
        send(
            reviewer,
            token ->
                HttpRequest.newBuilder(URI.create(gateway + "/v1/investment-plans/adoptions"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
    tellAdoption("investment plans of " + plan, answer);
  }

  private void tellAdoption(String what, HttpResponse<String> answer) {
    switch (answer.statusCode()) {
      case 200 -> out.println("  " + what + " adopted");
      case 409 -> out.println("  " + what + ": already adopted");
      default -> throw refused("adopt " + what, answer);
    }
  }

  /** Every error with its row and column, because that is what has to be corrected. */
  private static String errors(Path file, String body) {
    var problem = json(body);
    var errors = problem.path("errors");
    var text =
        new StringBuilder(
            file.getFileName()
                + " was refused, nothing of it was taken: "
                + problem.path("detail").asText(problem.path("title").asText()));
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

  private static Trouble refused(String what, HttpResponse<String> answer) {
    return new Trouble(
        "Could not "
            + what
            + ": "
            + answer.request().uri()
            + " answered "
            + answer.statusCode()
            + "\n"
            + answer.body());
  }

  /**
   * Imports and adoptions may be repeated safely: what is there already counts as unchanged. So a
   * busy server is asked again, when it says to.
   */
  private static HttpResponse<String> send(
      Login who, Function<String, HttpRequest.Builder> request) {
    for (var attempt = 1; ; attempt++) {
      var token = who.token();
      var answer =
          Web.send(
              request
                  .apply(token)
                  .header("Authorization", "Bearer " + token)
                  .header("Accept-Language", language())
                  .build(),
              "the gateway");
      if (attempt == ATTEMPTS || !List.of(401, 429, 503).contains(answer.statusCode())) {
        return answer;
      }
      if (answer.statusCode() == 401) {
        who.forget();
      } else {
        pause(answer.headers().firstValueAsLong("Retry-After").orElse(attempt));
      }
    }
  }

  private static void pause(long seconds) {
    try {
      Thread.sleep(Duration.ofSeconds(Math.clamp(seconds, 1, 30)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble("Interrupted.", e);
    }
  }

  private static String language() {
    return System.getenv().getOrDefault("LANG", "").startsWith("zh") ? "zh-CN" : "en";
  }

  private static List<Path> files(Path folder) {
    try (var found = Files.list(folder)) {
      var files =
          found
              .filter(file -> FILE.matcher(file.getFileName().toString()).matches())
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new Trouble(
            "No file in "
                + folder
                + " is named NN-family.csv, such as 01-plans.csv: there is nothing to load.");
      }
      return files;
    } catch (IOException e) {
      throw new Trouble("Cannot read the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String family(Path file) {
    Matcher name = FILE.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException(file.toString());
    }
    return name.group(2);
  }

  private static boolean adoptable(String family) {
    return family.equals("plans") || family.equals("investment-plans");
  }

  private static Set<String> values(Path file, String column) {
    try (var rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      var values = new TreeSet<String>();
      for (NamedCsvRecord row : rows) {
        row.findField(column).filter(value -> !value.isBlank()).ifPresent(values::add);
      }
      return values;
    } catch (IOException e) {
      throw Checkout.failed("read " + file, e);
    }
  }

  private static HttpRequest.BodyPublisher body(Path file) {
    try {
      return HttpRequest.BodyPublishers.ofFile(file);
    } catch (FileNotFoundException e) {
      throw new Trouble("There is no file " + file + ".", e);
    }
  }

  /**
   * Whether this very content was loaded is remembered under its hash, whatever the file is called
   * or where it lies.
   */
  private Path memory(Path file, String suffix) {
    try (var in = Files.newInputStream(file);
        var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return remembered.resolve(
          family(file)
              + "-"
              + HexFormat.of().formatHex(digest.getMessageDigest().digest())
              + suffix);
    } catch (IOException e) {
      throw Checkout.failed("read " + file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void remember(Path mark) {
    try {
      Files.createDirectories(mark.getParent());
      Files.writeString(mark, "");
    } catch (IOException e) {
      throw Checkout.failed("remember what was loaded", e);
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
