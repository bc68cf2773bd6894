package dev.zhihe.gateway;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends requests to the gateway by an HTTP client or as raw bytes. */
final class Caller {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Caller() {}

  static int port() {
    return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
  }

  static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
  }

  static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
      throws IOException {
    try {
      return CLIENT.send(request.build(), body);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    return send(request, HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> get(String path) throws IOException {
    return send(to(path));
  }

  static HttpResponse<String> getWith(String token, String path) throws IOException {
    return send(to(path).header("Authorization", "Bearer " + token));
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  /**
   * What comes back on a connection that carries exactly these bytes, until the gateway closes it
   * or two seconds pass.
   */
  static String raw(String bytes) throws IOException {
    try (var socket = open()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return rest(socket);
    }
  }

  static Socket open() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  static String rest(Socket socket) throws IOException {
    var answer = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    var buffer = new byte[8192];
    try {
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        answer.write(buffer, 0, read);
        socket.setSoTimeout(
            300); // the first byte may take its time, what belongs to it comes at once
      }
    } catch (java.net.SocketTimeoutException | java.net.SocketException silentOrReset) {
      return answer.toString(StandardCharsets.UTF_8);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  static int status(String rawAnswer) {
    return rawAnswer.isEmpty() ? 0 : Integer.parseInt(rawAnswer.substring(9, 12));
  }
}
