package dev.zhihe.indicators.report.attachment;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gateway what anybody may read. It sends no token, follows no redirect, uses no proxy,
 * and so asks no other host than the configured one.
 */
@ApplicationScoped
public class Gateway {
  /** Largest answer in bytes. A roll-up has some kilobytes. */
  static final int MAX_BYTES = 4 << 20;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private final CountDownLatch stopping = new CountDownLatch(1);
  private final String origin;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  Gateway(@ConfigProperty(name = "zhihe.reports.gateway") URI origin) {
    this.origin = origin.toString().replaceFirst("/+$", "");
  }

  /** Ends what waits for an answer before the worker that makes reports is waited for. */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    stopping.countDown();
    client.shutdownNow();
  }

  /**
   * Waits before a question is asked again.
   *
   * @throws IllegalStateException if the service stops; another one makes the report then
   */
  void pause(Duration pause) {
    try {
      if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw stopped();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  private static IllegalStateException stopped() {
    return new IllegalStateException("The service stops");
  }

  /** An answer, whatever its status. */
  static final class Answer {
    private final HttpResponse<byte[]> response;

    private Answer(HttpResponse<byte[]> response) {
      this.response = response;
    }

    int status() {
      return response.statusCode();
    }

    byte[] body() {
      return response.body();
    }

    @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }
  }

  /**
   * Sends a request.
   *
   * @param path with its query, below {@code /v1/}
   * @param timeout for the whole answer
   * @throws HttpTimeoutException if the answer is not whole by then
   * @throws IllegalStateException if the service stops
   * @throws IOException if the gateway cannot be reached, or the answer is larger than {@link
   *     #MAX_BYTES}
   */
  Answer get(String path, Duration timeout) throws IOException {
    if (!path.startsWith("/v1/")) { // such as @host, which would make another host of the address
      throw new IllegalArgumentException(path);
    }
    var request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .header("Accept", "application/json")
            .header("User-Agent", "zhihe-reports")
            .GET()
            .build();
    var answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    try {
      return new Answer(answer.get(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("no whole answer in " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw stopped();
    } catch (ExecutionException e) {
      if (stopping.getCount() == 0) {
        throw stopped();
      }
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }
}
