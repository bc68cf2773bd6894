package dev.zhihe.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zhihe.servers.Port;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the example configurations of {@code deploy/proxy}, with other ports. */
@QuarkusTest
@QuarkusTestResource(TestPorts.class)
@TestProfile(ReverseProxyTest.ThatTrustsItsProxy.class)
class ReverseProxyTest {

  /** A gateway with a trusted reverse proxy and an allowed site. */
  public static class ThatTrustsItsProxy implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "zhihe.proxies",
          "127.0.0.1,10.1.0.0/16,::1",
          "zhihe.cors.origins",
          "https://a.example,https://b.example");
    }
  }

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;
  private Peers peers;
  private Process proxy;
  private int port;

  @BeforeEach
  void start() {
    peers = Peers.started();
  }

  @AfterEach
  void stop() throws InterruptedException {
    peers.close();
    if (proxy != null) {
      proxy.destroy();
      proxy.waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx.conf", "haproxy.cfg"})
  void leavesNoLinkThatDoesNotWorkBehindAProxy(String example) throws Exception {
    behind(example, text -> text);

    var heard = new JsonObject(get("/zhihe/v1/plans/x?q=%E6%82%A6&limit=5").body());
    assertThat(heard.getString("uri")).isEqualTo("/v1/plans/x?q=%E6%82%A6&limit=5");
    var headers = heard.getJsonObject("headers");
    assertThat(headers.getJsonArray("x-forwarded-prefix")).containsExactly("/zhihe");
    assertThat(headers.getJsonArray("x-forwarded-host")).containsExactly("127.0.0.1:" + port);
    assertThat(headers.getJsonArray("x-forwarded-proto")).containsExactly("http");
    assertThat(headers.getJsonArray("x-forwarded-for")).containsExactly("127.0.0.1");

    assertThat(header(get("/zhihe/v1/platforms/moved?to=/v1/jobs/platforms/j1"), "Location"))
        .isEqualTo("/zhihe/v1/jobs/platforms/j1");
    assertThat(header(get("/zhihe/v1/plans/linked"), "Link"))
        .isEqualTo("</zhihe/v1/plans?cursor=a%2Fb&limit=1>; rel=\"next\"");
    assertThat(new JsonObject(get("/zhihe/v1/nothing").body()).getString("instance"))
        .isEqualTo("/zhihe/v1/nothing");
    assertThat(header(get("/zhihe"), "Location")).endsWith("/zhihe/");
    assertThat(header(get("/zhihe/"), "Location")).isEqualTo("/zhihe/docs");
    assertThat(get("/zhihe/docs").body()).contains("src=\"docs/start.js\"");
    assertThat(get("/zhihe/docs/start.js").statusCode()).isEqualTo(200);
    assertThat(
            new JsonObject(get("/zhihe/openapi").body())
                .getJsonArray("servers")
                .getJsonObject(0)
                .getString("url"))
        .isEqualTo("/zhihe");
    assertThat(get("/zhihe/.well-known/api-catalog").body()).contains("\"/zhihe/openapi\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx.conf", "haproxy.cfg"})
  void passesTagsFilesAndAnswersWithoutABodyThroughAProxy(String example) throws Exception {
    behind(example, text -> text);

    var zipped = get("/zhihe/v1/plans/long", "Accept-Encoding", "gzip");
    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    var tag = header(zipped, "ETag");
    assertThat(tag).isEqualTo("\"v7-gzip\"");
    assertThat(
            get("/zhihe/v1/plans/long", "Accept-Encoding", "gzip", "If-None-Match", tag)
                .statusCode())
        .isEqualTo(304);
    assertThat(
            send(to("/zhihe/v1/target-parts/long").DELETE().header("If-Match", tag)).statusCode())
        .isEqualTo(204);
    assertThat(peers.asked.getLast()).isEqualTo("null \"v7\"");
    assertThat(
            send(to("/zhihe/v1/plans/long").method("HEAD", BodyPublishers.noBody())).statusCode())
        .isEqualTo(200);
    assertThat(get("/zhihe/v1/plans/long").body()).isEqualTo(Peers.LONG);
    assertThat(
            send(to("/zhihe/v1/plans/imports")
                    .POST(BodyPublishers.ofByteArray(new byte[8 * 1024 * 1024])))
                .body())
        .contains("\"received\":8388608");
    assertThat(get("/zhihe/v1/snapshots/indicators?parts=40").body()).hasSize(40 * Peers.PART);
  }

  @Test
  void speaksHttp10WithAProxyThatSpeaksNothingElse() throws Exception {
    behind(
        "nginx.conf",
        text ->
            text.replace("proxy_http_version 1.1;", "proxy_http_version 1.0;")
                .replace("proxy_set_header Connection \"\";", ""));

    assertThat(get("/zhihe/v1/plans/long").body()).isEqualTo(Peers.LONG);
    assertThat(header(get("/zhihe/v1/plans/long", "Accept-Encoding", "gzip"), "ETag"))
        .isEqualTo("\"v7-gzip\"");
    assertThat(get("/zhihe/v1/snapshots/indicators?parts=40").body()).hasSize(40 * Peers.PART);
    assertThat(get("/zhihe/v1/plans/long", "If-None-Match", "\"v7\"").statusCode()).isEqualTo(304);
  }

  @Test
  void believesTheLastAddressThatAProxySaw() throws IOException {
    var answer = Caller.get("/v1/plans/x"); // not through the proxy, from its address all the same
    assertThat(Caller.json(answer).getJsonObject("headers").getJsonArray("x-forwarded-for"))
        .containsExactly("127.0.0.1");
    for (var chain :
        List.of(
            "203.0.113.9",
            "1.1.1.1, 203.0.113.9",
            "<script>, 203.0.113.9, 10.1.2.3",
            "203.0.113.9, ::1")) {
      var heard =
          Caller.json(Caller.send(Caller.to("/v1/plans/x").header("X-Forwarded-For", chain)));
      assertThat(heard.getJsonObject("headers").getJsonArray("x-forwarded-for"))
          .as(chain)
          .containsExactly("203.0.113.9");
    }
    var insane =
        Caller.json(
                Caller.send(
                    Caller.to("/v1/plans/x")
                        .header("X-Forwarded-Prefix", "//evil.example/x")
                        .header("X-Forwarded-Host", "evil/path")))
            .getJsonObject("headers");
    assertThat(insane.containsKey("x-forwarded-prefix")).isFalse();
    assertThat(insane.getJsonArray("x-forwarded-host").getString(0)).startsWith("localhost:");
  }

  @Test
  void letsScriptsOfTheNamedSitesAloneRead() throws IOException {
    try (var line = new Line(Caller.open())) {
      assertThat(line.ask("GET /v1/plans/long", "Origin: https://b.example\r\n").head())
          .containsIgnoringCase("access-control-allow-origin: https://b.example\r\n")
          .containsIgnoringCase("vary: origin");
      for (var origin : List.of("https://c.example", "null", "https://a.example.evil")) {
        assertThat(line.ask("GET /v1/plans/long", "Origin: " + origin + "\r\n").head())
            .doesNotContainIgnoringCase("access-control")
            .containsIgnoringCase("vary: origin");
      }
    }
  }

  private interface Change {
    String of(String text);
  }

  private void behind(String example, Change change) throws Exception {
    var program = example.startsWith("nginx") ? "nginx" : "haproxy";
    var binary = program(program);
    assumeTrue(
        binary.isPresent(),
        "No "
            + program
            + " here, so deploy/proxy/"
            + example
            + " is not tried: apt install "
            + program);
    port = Port.free();
    var text =
        change
            .of(Files.readString(Path.of("..", "deploy", "proxy", example)))
            .replace("127.0.0.1:8080", "127.0.0.1:" + Caller.port())
            .replace("8090", String.valueOf(port));
    var file = Files.writeString(folder.resolve(example), text);
    var command =
        program.equals("haproxy")
            ? List.of(binary.get(), "-db", "-f", file.toString())
            : List.of(binary.get(), "-p", folder.toString(), "-c", main(file).toString());
    var log = folder.resolve("log").toFile();
    proxy = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    var patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!answers()) {
      assertThat(proxy.isAlive() && System.nanoTime() < patience)
          .as(() -> "the proxy listens; it said: " + content(log))
          .isTrue();
      proxy.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  /** What a distribution's nginx.conf has around the example. */
  private Path main(Path example) throws IOException {
    var paths =
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .map(kind -> "%s_temp_path %s;".formatted(kind, folder.resolve(kind)))
            .toList();
    return Files.writeString(
        folder.resolve("main.conf"),
        """
        daemon off;
        master_process off;
        pid %s;
        error_log stderr;
        events {}
        http {
          access_log off;
          %s
          include %s;
        }
        """
            .formatted(folder.resolve("pid"), String.join(" ", paths), example));
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String content(File log) {
    try {
      return Files.readString(log.toPath());
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static Optional<String> program(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(headers.length == 0 ? to(path) : to(path).headers(headers));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("none, with status " + answer.statusCode());
  }
}
