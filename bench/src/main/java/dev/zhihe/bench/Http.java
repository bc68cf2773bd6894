package dev.zhihe.bench;

import dev.zhihe.servers.Trouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Single requests, outside of what is measured. */
final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Http() {}

  /** Any answer to a GET of a server on this machine. */
  static HttpResponse<String> get(int port, String path) {
    return send(HttpRequest.newBuilder(at(port, path)).build());
  }

  static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Trouble(request.uri() + " does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Trouble("Stopped.");
    }
  }

  static URI at(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
