package dev.zhihe.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.internal.PlatformDependent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link TestPorts} shortens the time limits: 1 s for a plain answer, 4 s for a long poll, 2 s
 * without progress for a stream.
 */
@QuarkusTest
@QuarkusTestResource(TestPorts.class)
class ForwardingTest {

  private static final int MB = 1024 * 1024;
  private static final int FIFTY_MB_IN_PARTS = 50 * MB / Peers.PART;

  private Peers peers;

  @BeforeEach
  void start() {
    peers = Peers.started();
  }

  @AfterEach
  void stop() {
    peers.close();
  }

  @Test
  void streamsASnapshotAtTheReadersPaceAndKeepsNothing() throws IOException {
    Caller.get("/v1/snapshots/indicators?parts=1");
    var before = memory();

    var answer =
        Caller.send(
            Caller.to("/v1/snapshots/indicators?parts=" + FIFTY_MB_IN_PARTS),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      body.read();
      steady(peers.sent::get);
      assertThat(peers.sent.get())
          .as("a reader that stands still stops the service")
          .isLessThan(30L * MB);
      assertThat(memory() - before).as("bytes held for it").isLessThan(20L * MB);
      assertThat(1 + body.transferTo(java.io.OutputStream.nullOutputStream())).isEqualTo(50L * MB);
    }
  }

  @Test
  void streamsAnImportAtTheServicesPaceAndKeepsNothing() throws Exception {
    var before = memory();
    var written = new AtomicLong();
    peers.stalling = true;
    try (var socket = Caller.open()) {
      var upload =
          CompletableFuture.runAsync(
              () -> {
                try {
                  var out = socket.getOutputStream();
                  out.write(
                      ("POST /v1/plans/imports HTTP/1.1\r\nHost: zhihe\r\nConnection: close\r\nContent-Length: "
                              + 50 * MB
                              + "\r\n\r\n")
                          .getBytes(StandardCharsets.ISO_8859_1));
                  for (var part = 0; part < FIFTY_MB_IN_PARTS; part++) {
                    out.write(new byte[Peers.PART]);
                    written.addAndGet(Peers.PART);
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      steady(written::get);
      assertThat(written.get())
          .as("a service that stands still stops the sender")
          .isLessThan(30L * MB);
      assertThat(memory() - before).as("bytes held for it").isLessThan(20L * MB);

      peers.goOn();
      upload.get();
      assertThat(Caller.rest(socket)).contains("\"received\":" + 50 * MB);
    }
  }

  @Test
  void leavesALongPollAloneForAsLongAsItMayTake() throws IOException {
    assertThat(Caller.get("/v1/changes/indicators?after=0&wait=2").statusCode()).isEqualTo(200);
    assertThat(Caller.get("/v1/changes/indicators?after=0&wait=0").statusCode())
        .as("not waiting is a plain read")
        .isEqualTo(504);
  }

  @Test
  void isPatientWithADigestOfEverything() throws IOException {
    assertThat(Caller.get("/v1/changes/indicators/digest?wait=0").statusCode())
        .as("two and a half seconds, of which a plain read has two")
        .isEqualTo(200);
  }

  @Test
  void givesUpAServiceThatDoesNotAnswerInTime() throws IOException {
    var read = Caller.get("/v1/plans/silent");
    var write =
        Caller.send(
            Caller.to("/v1/plans/x/silent")
                .header("Accept-Language", "en")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(read.statusCode()).isEqualTo(504);
    assertThat(read.headers().firstValue("Retry-After")).isPresent();
    assertThat(Caller.json(read).getString("type"))
        .isEqualTo("https://zhihe.dev/problems/gateway-timeout");
    assertThat(write.statusCode()).isEqualTo(504);
    assertThat(Caller.json(write).getString("detail")).containsAnyOf("请先读取", "read before");
  }

  @Test
  void saysThatAServiceIsDownAndNoticesWhenItIsBack() throws IOException {
    peers.stop("platforms");
    var down = Caller.get("/v1/platforms");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(down.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(Caller.get("/v1/plans").statusCode()).as("the others go on").isEqualTo(200);

    peers.start("platforms");
    assertThat(Caller.get("/v1/platforms").statusCode()).isEqualTo(200);
  }

  @Test
  void answersEvenWhenADownServiceWasToTakeALargeBody() throws IOException {
    peers.stop("platforms");

    var answer =
        Caller.send(
            Caller.to("/v1/platforms/imports")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofByteArray(new byte[MB])));

    assertThat(answer.statusCode()).isEqualTo(503);
  }

  @Test
  void cutsTheLineWhenAServiceDiesInTheMiddleOfItsAnswer() {
    assertThatThrownBy(() -> Caller.get("/v1/plans/cut")).isInstanceOf(IOException.class);
  }

  @Test
  void answersWithAProblemWhenAServiceDiesInAShortAnswerOfWhichNothingWasSent() throws IOException {
    var answer = Caller.get("/v1/plans/cut-short");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Caller.json(answer).getString("type"))
        .isEqualTo("https://zhihe.dev/problems/unavailable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"halts", "halts-short"})
  void cutsTheLineWhenAnAnswerComesToAHalt(String path) {
    assertThatThrownBy(() -> Caller.get("/v1/plans/" + path)).isInstanceOf(IOException.class);
  }

  @Test
  void asksOnceMoreForAReadThatMetAClosedConnectionButNeverForAWrite() throws IOException {
    assertThat(Caller.get("/v1/plans/hangs-up-once").statusCode()).isEqualTo(200);
    assertThat(peers.askedTwice.get()).isEqualTo(2);

    peers.askedTwice.set(0);
    var write =
        Caller.send(Caller.to("/v1/plans/x/hangs-up-once").POST(BodyPublishers.ofString("{}")));
    assertThat(write.statusCode()).isEqualTo(503);
    assertThat(peers.askedTwice.get()).isEqualTo(1);
    assertThat(Caller.get("/v1/plans/hangs-up").statusCode()).isEqualTo(503);
  }

  @Test
  void stopsPouringWhenTheReaderLeavesInTheMiddle() throws IOException {
    try (var socket = Caller.open()) {
      socket
          .getOutputStream()
          .write(
              ("GET /v1/snapshots/indicators?parts="
                      + FIFTY_MB_IN_PARTS
                      + " HTTP/1.1\r\nHost: zhihe\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().readNBytes(MB);
    }
    until(() -> peers.abandoned.get() == 1);
    assertThat(peers.sent.get()).isLessThan(50L * MB);
  }

  @Test
  void tellsTheServiceWhenTheCallerHasLeft() throws IOException {
    try (var socket = Caller.open()) {
      socket
          .getOutputStream()
          .write(
              "GET /v1/changes/indicators?wait=25 HTTP/1.1\r\nHost: zhihe\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      until(() -> peers.polls.get() == 1);
    }
    until(() -> peers.abandoned.get() == 1);
  }

  @Test
  void refusesAnOversizedWriteByItsAnnouncementAndByItsSize() throws IOException {
    var announced =
        Caller.send(Caller.to("/v1/reports").POST(BodyPublishers.ofByteArray(new byte[MB + 1])));
    var unannounced =
        Caller.send(
            Caller.to("/v1/reports")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[2 * MB]))));
    var fits = Caller.send(Caller.to("/v1/reports").POST(BodyPublishers.ofByteArray(new byte[MB])));

    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(Caller.json(announced).getString("type"))
        .isEqualTo("https://zhihe.dev/problems/too-large");
    assertThat(unannounced.statusCode()).isEqualTo(413);
    assertThat(fits.statusCode()).isEqualTo(200);
  }

  @Test
  void bringsBackARefusalThatDidNotWaitForTheWholeBody() throws IOException {
    try (var socket = Caller.open()) {
      var out = socket.getOutputStream();
      out.write(
          "POST /v1/plans/x/refuses-unread HTTP/1.1\r\nHost: zhihe\r\nContent-Length: 1000000\r\n\r\nbegun"
              .getBytes(StandardCharsets.ISO_8859_1));

      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 422");
      socket.setSoTimeout(10_000);
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .as("and then the line is closed, which it says")
          .containsIgnoringCase("connection: close")
          .endsWith("{}");
    }
  }

  @Test
  void refusesAnImportOverItsOwnLimitBeforeItBegins() throws IOException {
    var answer =
        Caller.raw(
            "POST /v1/plans/imports HTTP/1.1\r\nHost: zhihe\r\nExpect: 100-continue\r\nContent-Length: "
                + (200L * MB + 1)
                + "\r\n\r\n");

    assertThat(Caller.status(answer)).isEqualTo(413);
  }

  @Test
  void invitesABodyOnlyOnceItIsWelcome() throws IOException {
    try (var socket = Caller.open()) {
      socket
          .getOutputStream()
          .write(
              "POST /v1/reports HTTP/1.1\r\nHost: zhihe\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      var invitation = new byte[25];
      assertThat(socket.getInputStream().readNBytes(invitation, 0, 25)).isEqualTo(25);
      assertThat(new String(invitation, StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      socket.getOutputStream().write("{}".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(Caller.rest(socket))
          .startsWith("HTTP/1.1 200")
          .contains("\"body\":\"{}\"")
          .doesNotContain("expect");
    }
  }

  @Test
  void endsAWriteWhoseBodyNeverArrives() throws IOException {
    var answer =
        Caller.raw("POST /v1/reports HTTP/1.1\r\nHost: zhihe\r\nContent-Length: 10\r\n\r\nhalf");

    assertThat(Caller.status(answer)).isEqualTo(504);
  }

  /** What is held right now: the heap after a collection, and what Netty holds outside it. */
  private static long memory() {
    System.gc();
    return Runtime.getRuntime().totalMemory()
        - Runtime.getRuntime().freeMemory()
        + Math.max(0, PlatformDependent.usedDirectMemory());
  }

  private static void steady(LongSupplier count) {
    var last = new long[] {-1, System.nanoTime()};
    until(
        () -> {
          var now = count.getAsLong();
          if (now != last[0]) {
            last[0] = now;
            last[1] = System.nanoTime();
          }
          return now > 0 && System.nanoTime() - last[1] > Duration.ofMillis(300).toNanos();
        });
  }

  private static void until(java.util.function.BooleanSupplier fact) {
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          while (!fact.getAsBoolean()) {
            Thread.onSpinWait();
          }
        });
  }
}
