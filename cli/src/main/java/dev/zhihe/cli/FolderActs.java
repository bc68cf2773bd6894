package dev.zhihe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zhihe.servers.Checkout;
import dev.zhihe.servers.Trouble;
import dev.zhihe.servers.Web;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The acts of a folder, from its {@code acts.json}: requests that people send one after the other,
 * such as an adjustment that an editor drafts and a reviewer approves. Each act has:
 *
 * <ul>
 *   <li>{@code says}: what it does, for the progress
 *   <li>{@code as}: the account that sends it
 *   <li>{@code post}: the address
 *   <li>{@code body} or {@code file}: JSON, or a CSV file of the folder; an act of an item may have
 *       neither
 *   <li>{@code creates}: the item that it creates. It is not sent if the item exists
 *   <li>{@code while}: the item's status. It is not sent if the item, whose address is {@code post}
 *       without its last part, has another one
 *   <li>{@code in}: the property that {@code while} is compared with; the status unless given
 * </ul>
 *
 * <p>So acts that were carried out before change nothing.
 */
final class FolderActs {
  private static final String FILE = "acts.json";
  private static final Duration MAX_WAIT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String gateway;
  private final Function<String, Login> logins;
  private final PrintStream out;

  /**
   * @param logins the login of an account
   */
  FolderActs(Path folder, String gateway, Function<String, Login> logins, PrintStream out) {
    this.folder = folder;
    this.gateway = gateway;
    this.logins = logins;
    this.out = out;
  }

  /** The files that the acts consist of; empty if the folder has none. */
  List<Path> files() {
    var script = folder.resolve(FILE);
    if (!Files.exists(script)) {
      return List.of();
    }
    var files = new ArrayList<Path>(List.of(script));
    for (var act : acts()) {
      if (act.has("file")) {
        files.add(folder.resolve(act.path("file").asText()));
      }
    }
    return files;
  }

  /** Carries out the acts in order. Stops at the first error. */
  void carryOut() {
    for (var act : acts()) {
      var began = System.nanoTime();
      var sent = carryOut(act);
      out.printf(
          "  %-13s %-52s %s%n",
          act.path("as").asText(),
          act.path("says").asText(),
          sent ? "%.1f s".formatted((System.nanoTime() - began) / 1e9) : "done before");
    }
  }

  /** Sends an act, unless it was carried out before. */
  private boolean carryOut(JsonNode act) {
    var login = logins.apply(act.path("as").asText());
    var address = gateway + act.path("post").asText();
    var creates = act.path("creates").asText();
    if (!creates.isEmpty() && exists(login, creates)) {
      return false;
    }
    String version = null;
    if (act.has("while")) {
      var item = login.send(() -> get(address.substring(0, address.lastIndexOf('/'))));
      if (item.statusCode() != 200) {
        throw DraftReview.refused("read what is to be changed", item);
      }
      var field = act.path("in").asText("status");
      if (!json(item.body()).path(field).asText().equals(act.path("while").asText())) {
        return false;
      }
      version = item.headers().firstValue("ETag").orElseThrow();
    }
    var answer = send(login, address, act, version);
    // Making a report may take longer than the gateway waits, or be a job.
    var mayFollow = answer.statusCode() == 202 || answer.statusCode() >= 500;
    var done =
        (mayFollow && !creates.isEmpty())
            ? existsInTime(login, creates)
            : answer.statusCode() < 300;
    if (!done) {
      throw DraftReview.refused(act.path("says").asText(), answer);
    }
    return true;
  }

  private HttpResponse<String> send(
      Login login, String address, JsonNode act, @Nullable String version) {
    var key = UUID.randomUUID().toString(); // the same if the request is repeated
    return login.send(
        () -> {
          var request =
              HttpRequest.newBuilder(URI.create(address))
                  .header("Idempotency-Key", key)
                  .header("Content-Type", act.has("file") ? "text/csv" : "application/json")
                  .POST(body(act));
          return version == null ? request : request.header("If-Match", version);
        });
  }

  private HttpRequest.BodyPublisher body(JsonNode act) {
    if (act.has("body")) {
      return HttpRequest.BodyPublishers.ofString(act.path("body").toString());
    }
    if (!act.has("file")) {
      return HttpRequest.BodyPublishers.noBody();
    }
    var file = folder.resolve(act.path("file").asText());
    try {
      return HttpRequest.BodyPublishers.ofByteArray(Files.readAllBytes(file));
    } catch (IOException e) {
      throw Checkout.failed("read " + file, e);
    }
  }

  private boolean existsInTime(Login login, String path) {
    var until = System.nanoTime() + MAX_WAIT.toNanos();
    while (!exists(login, path)) {
      if (System.nanoTime() > until) {
        return false;
      }
      Web.pause(1);
    }
    return true;
  }

  private boolean exists(Login login, String path) {
    var answer = login.send(() -> get(gateway + path));
    return switch (answer.statusCode()) {
      case 200 -> true;
      case 404 -> false;
      default -> throw DraftReview.refused("read " + path, answer);
    };
  }

  private static HttpRequest.Builder get(String address) {
    return HttpRequest.newBuilder(URI.create(address)).GET();
  }

  private JsonNode acts() {
    var script = folder.resolve(FILE);
    try {
      return json(Files.readString(script));
    } catch (IOException e) {
      throw Checkout.failed("read " + script, e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Trouble("Not JSON: " + text, e);
    }
  }
}
