package dev.zhihe.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program records its AOT cache and starts from it the next time, whatever else happens. */
class AotCachesTest {
  private static final String NAME = "waiting";
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @TempDir Path state;
  @TempDir Path folder;
  private Path jar;

  /** A program that runs until it is stopped. */
  static final class Waiting {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("It waits.");
      Thread.sleep(Duration.ofMinutes(10));
    }
  }

  @BeforeEach
  void pack() throws IOException {
    jar = state.resolve("waiting.jar");
    var entry = Waiting.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var code = Waiting.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      out.write(code.readAllBytes());
    }
  }

  @AfterEach
  void stop() {
    Daemon.find(state, NAME).ifPresent(Daemon::kill);
  }

  @Test
  void theSecondStartTakesItsClassesFromTheCacheOfTheFirst() throws IOException {
    var old = Files.writeString(folder.resolve(NAME + "-000000000000.aot"), "an earlier build");
    var other = Files.writeString(folder.resolve("other-000000000000.aot"), "of another program");
    var caches = AotCaches.in(folder, true, 0);
    var first = start(caches);
    assertThat(AotCaches.isRecording(state, first)).isTrue();
    assertThat(classLoads()).contains("source: file:");

    assertThat(caches.write(state, first)).isTrue();

    assertThat(first.alive()).isTrue();
    assertThat(AotCaches.isRecording(state, first)).isFalse();
    assertThat(caches.write(state, first)).as("written once").isFalse();
    assertThat(old).doesNotExist();
    assertThat(other).exists();
    assertThat(files()).hasSize(2);
    first.kill();
    Files.delete(ServerLog.of(state, NAME).file());

    var second = start(AotCaches.in(folder, false, 0));
    assertThat(classLoads()).contains("source: shared objects file");
    assertThat(AotCaches.isRecording(state, second)).isFalse();
  }

  @Test
  void aCacheThatCannotBeReadStopsNoStart() throws IOException {
    var caches = AotCaches.in(folder, true, 0);
    Files.writeString(folder.resolve(NAME + "-" + AotCaches.digest(command()) + ".aot"), "broken");

    start(caches);

    assertThat(classLoads()).contains("source: file:");
  }

  @Test
  void aRecordingThatFailsLeavesNoCacheAndIsNotTriedAgainForADay() throws IOException {
    var caches = AotCaches.in(folder, true, 0);
    var running = start(caches);
    var broken = new ArrayList<>(command());
    broken.add(1, "-XX:NoSuchOption");
    var key = NAME + "-" + AotCaches.digest(command());
    Files.write(state.resolve("scratch/waiting").resolve(key + ".recording.command"), broken);

    assertThatThrownBy(() -> caches.write(state, running))
        .isInstanceOf(Trouble.class)
        .hasMessageContaining("write the AOT cache of waiting")
        .hasMessageContaining("NoSuchOption");

    assertThat(running.alive()).isTrue();
    assertThat(files()).containsExactly(key + ".failed");
    assertThat(state.resolve("scratch/waiting")).isEmptyDirectory();
    assertThat(caches.command(state, NAME, command())).isEqualTo(command());

    Files.setLastModifiedTime(folder.resolve(key + ".failed"), FileTime.from(Instant.EPOCH));
    assertThat(caches.command(state, NAME, command())).contains("-XX:AOTMode=record");
  }

  @Test
  void whatAnEarlierBuildRecordedIsRemovedAndAFullDiskRecordsNothing() throws IOException {
    var scratch = Files.createDirectories(state.resolve("scratch/waiting"));
    Files.writeString(scratch.resolve(NAME + "-000000000000.recording"), "never written");
    Files.writeString(scratch.resolve(NAME + "-000000000000.recording.command"), "java");

    var caches = AotCaches.in(folder, true, Long.MAX_VALUE);

    assertThat(caches.command(state, NAME, command())).isEqualTo(command());
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aCacheBelongsToOptionsAndJarsAndNotToPorts() throws IOException {
    var digest = AotCaches.digest(command());
    assertThat(digest).matches("[0-9a-f]{12}");
    assertThat(AotCaches.digest(with("-Dquarkus.http.port=1"))).isEqualTo(digest);
    assertThat(AotCaches.digest(with("-XX:+UseParallelGC"))).isNotEqualTo(digest);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    assertThat(AotCaches.digest(command())).as("built again").isNotEqualTo(digest);
  }

  @Test
  void withoutACacheNothingIsRecordedUnlessWanted() {
    assertThat(AotCaches.none().command(state, NAME, command())).isEqualTo(command());
    assertThat(AotCaches.in(folder, false, 0).command(state, NAME, command())).isEqualTo(command());
    assertThat(AotCaches.in(folder, true, 0).command(state, NAME, command()))
        .contains("-XX:AOTMode=record")
        .containsSubsequence(command());
  }

  private Daemon start(AotCaches caches) {
    var daemon = Daemon.start(state, NAME, 1, caches.command(state, NAME, command()), Map.of());
    daemon.await(TIMEOUT, () -> ServerLog.of(state, NAME).tail(200).contains("It waits."));
    return daemon;
  }

  private List<String> command() {
    return List.of(
        Program.java(),
        "-D" + Daemon.mark(state, NAME, 1),
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-Xlog:class+load",
        "-cp",
        jar.toString(),
        Waiting.class.getName());
  }

  private List<String> with(String option) {
    var command = new ArrayList<>(command());
    command.add(1, option);
    return command;
  }

  /** How the JVM got the program's class. */
  private String classLoads() throws IOException {
    try (var lines = Files.lines(ServerLog.of(state, NAME).file())) {
      return lines
          .filter(line -> line.contains(Waiting.class.getName() + " source"))
          .toList()
          .toString();
    }
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
