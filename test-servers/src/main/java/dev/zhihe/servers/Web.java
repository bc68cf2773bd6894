package dev.zhihe.servers;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** HTTP 1.1 requests to this machine. Redirects are not followed. */
public final class Web {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private Web() {}

  /** Whether that address answers 200. */
  public static boolean answers(String address) {
    try {
      return CLIENT
              .send(
                  HttpRequest.newBuilder(URI.create(address))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble("Interrupted.", e);
    }
  }

  /**
   * Sends a request. If there is no answer, the error names the server, and the address without its
   * query.
   */
  public static HttpResponse<String> send(HttpRequest request, String server) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      var uri = request.uri();
      var place = uri.getScheme() + "://" + uri.getAuthority();
      throw new Trouble(
          e instanceof ConnectException
              ? server
                  + " is not up: nothing answers at "
                  + place
                  + ". ./zhihe up -d starts it, ./zhihe status tells what runs."
              : server
                  + " did not answer at "
                  + place
                  + uri.getPath()
                  + " ("
                  + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                  + "): ./zhihe status tells what runs, ./zhihe logs what is the matter.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble("Interrupted.", e);
    }
  }

  /** Encodes parameters as a query or a form body. */
  public static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Waits as long as the server asked for, at least 1 s and at most 30 s. */
  public static void pause(long seconds) {
    pause(Duration.ofSeconds(Math.clamp(seconds, 1, 30)));
  }

  public static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble("Interrupted.", e);
    }
  }
}
