package dev.zhihe.servers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * AOT caches of Java programs (JEP 483, 514, 515): their classes, read and linked, and the profiles
 * of an earlier run. A start from a cache takes about half the processor time.
 *
 * <p>A cache is recorded while the program runs, and written while it goes on. It belongs to one
 * JDK, one set of options and one build, and its name is a digest of them. A program starts without
 * a cache, and with one that does not fit.
 */
public final class AotCaches {
  private static final long USUAL_ROOM = 1L << 30;
  private static final String USE = "-XX:AOTCache=";

  /** How long nothing is recorded after a failure. */
  private static final Duration RESPITE = Duration.ofDays(1);

  /** Nobody writes a cache for so long. A file that is older was left by an interrupted attempt. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** Options that the JVM takes from the environment. */
  private static final String ENVIRONMENT =
      Stream.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")
          .map(name -> System.getenv().getOrDefault(name, ""))
          .collect(Collectors.joining(" "));

  private final @Nullable Path folder;
  private final boolean records;
  private final long room;

  private AotCaches(@Nullable Path folder, boolean records, long room) {
    this.folder = folder;
    this.records = records;
    this.room = room;
  }

  /** Neither uses nor records any. */
  public static AotCaches none() {
    return new AotCaches(null, false, 0);
  }

  /**
   * Those of this checkout, which all state directories share.
   *
   * @param records whether a program without a cache records one
   */
  public static AotCaches ofCheckout(boolean records) {
    return in(Checkout.programs().resolve("aot"), records, USUAL_ROOM);
  }

  /**
   * Those in a folder.
   *
   * @param records whether a program without a cache records one
   */
  public static AotCaches in(Path folder, boolean records) {
    return in(folder, records, USUAL_ROOM);
  }

  /**
   * As {@link #in(Path, boolean)}.
   *
   * @param room free bytes of the disk below which nothing is recorded
   */
  static AotCaches in(Path folder, boolean records, long room) {
    return new AotCaches(folder, records, room);
  }

  /** The command of a program, with the options to start from its cache or to record one. */
  public List<String> command(Path state, String name, List<String> command) {
    if (folder == null || ENVIRONMENT.matches("(?s).*(AOT|[Ss]hare).*")) {
      return command; // the JVM refuses to start with options for other archives
    }
    // What earlier runs recorded and nobody wrote.
    Checkout.deleteMatching(scratch(state, name), name + "-*.recording*");
    var key = name + "-" + digest(command);
    var cache = cache(folder, key);
    if (Files.isRegularFile(cache)) {
      // Without a random address, pages of the cache stay as they are in the file, and are shared
      // with it.
      return with(
          command, USE + cache, "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");
    }
    if (!records || failedLately(failure(folder, key)) || !hasRoom(folder)) {
      return command;
    }
    var recording = recording(state, name, key);
    try {
      Checkout.makePrivate(scratch(state, name));
      Files.write(commandOf(recording), command);
    } catch (IOException e) {
      throw Checkout.failed("write " + commandOf(recording), e);
    }
    return with(command, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording);
  }

  /** Whether this program was started from a cache. */
  public static boolean isInUse(Daemon daemon) {
    return ProcessHandle.of(daemon.pid())
        .filter(process -> Daemon.commandLine(process).contains(USE))
        .isPresent();
  }

  /** Whether this program records a cache. */
  public static boolean isRecording(Path state, Daemon daemon) {
    return key(state, daemon).isPresent();
  }

  /**
   * Writes the cache that a program records, and removes those of earlier builds. The program goes
   * on. This takes a core for some seconds.
   *
   * @return whether the program was recording
   * @throws Trouble if the cache could not be written; another attempt is made a day later
   */
  public boolean write(Path state, Daemon daemon) {
    var recorded = key(state, daemon);
    if (folder == null || recorded.isEmpty()) {
      return false;
    }
    var key = recorded.get();
    var recording = recording(state, daemon.name(), key);
    try {
      endRecording(state, daemon, recording);
      create(state, daemon.name(), key, recording);
    } catch (Trouble e) {
      if (daemon.alive()) {
        giveUp(failure(folder, key), e);
      }
      throw e;
    } catch (IOException e) {
      throw Checkout.failed("write the AOT cache of " + daemon.name(), e);
    } finally {
      Checkout.delete(recording);
      Checkout.delete(commandOf(recording));
    }
    return true;
  }

  private static void endRecording(Path state, Daemon daemon, Path recording) {
    var what = "end the recording of " + daemon.name();
    var jcmd = Path.of(Program.java()).resolveSibling("jcmd").toString();
    var pid = Long.toString(daemon.pid());
    Program.run(what, state, List.of(jcmd, pid, "AOT.end_recording"), Map.of());
    if (!Files.isRegularFile(recording)) {
      throw new Trouble("Could not " + what + ": this JDK does not end one while a program runs.");
    }
    try {
      // Recording took memory that the program does not need any more.
      Program.run(what, state, List.of(jcmd, pid, "System.trim_native_heap"), Map.of());
    } catch (Trouble e) {
      // Other systems than Linux have no such command. The recording is whole.
    }
  }

  private void create(Path state, String name, String key, Path recording) throws IOException {
    var target = cache(folder(), key);
    Files.createDirectories(folder());
    var unfinished = Files.createTempFile(folder(), name + "-", ".unfinished");
    try {
      var command = new ArrayList<>(List.of("nice", "-n", "10"));
      // Without the mark, by which it would be taken for the program itself.
      command.addAll(
          with(
              Files.readAllLines(commandOf(recording)).stream()
                  .filter(argument -> !argument.startsWith("-Dzhihe.server="))
                  .toList(),
              "-XX:AOTMode=create",
              "-XX:AOTConfiguration=" + recording,
              USE + unfinished));
      Program.run("write the AOT cache of " + name, state, command, Map.of());
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    clean(name, target);
  }

  /** Removes the program's other files. Leaves a cache that another suite is writing. */
  private void clean(String name, Path kept) throws IOException {
    var old = Pattern.compile(Pattern.quote(name) + "-[^-]*");
    var abandoned = FileTime.from(Instant.now().minus(ABANDONED));
    try (var files = Files.list(folder())) {
      for (var file : files.toList()) {
        var other = old.matcher(file.getFileName().toString()).matches() && !file.equals(kept);
        if (other
            && (!file.toString().endsWith(".unfinished")
                || Files.getLastModifiedTime(file).compareTo(abandoned) < 0)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Does not record this build again soon, because it may fail again. */
  private static void giveUp(Path failure, Trouble reason) {
    try {
      Files.createDirectories(failure.getParent());
      Files.writeString(failure, String.valueOf(reason.getMessage()));
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private Path folder() {
    if (folder == null) {
      throw new IllegalStateException("There are no caches.");
    }
    return folder;
  }

  private static Path cache(Path folder, String key) {
    return folder.resolve(key + ".aot").toAbsolutePath();
  }

  private static Path failure(Path folder, String key) {
    return folder.resolve(key + ".failed");
  }

  private static boolean failedLately(Path failure) {
    try {
      return Files.getLastModifiedTime(failure)
              .compareTo(FileTime.from(Instant.now().minus(RESPITE)))
          > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What the JVM writes when a recording ends. */
  private static Path recording(Path state, String name, String key) {
    return scratch(state, name).resolve(key + ".recording");
  }

  private static Path scratch(Path state, String name) {
    return state.toAbsolutePath().resolve("scratch").resolve(name);
  }

  private static Path commandOf(Path recording) {
    return recording.resolveSibling(recording.getFileName() + ".command");
  }

  /** What the program records, unless it has been written. */
  private static Optional<String> key(Path state, Daemon daemon) {
    var option =
        Pattern.compile(
            Pattern.quote("-XX:AOTConfiguration=" + scratch(state, daemon.name()) + "/")
                + "([a-z]+-[0-9a-f]+)\\.recording");
    return ProcessHandle.of(daemon.pid())
        .map(process -> option.matcher(Daemon.commandLine(process)))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .filter(key -> Files.exists(commandOf(recording(state, daemon.name(), key))));
  }

  private boolean hasRoom(Path folder) {
    try {
      Files.createDirectories(folder);
      return Files.getFileStore(folder).getUsableSpace() >= room;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> with(List<String> command, String... options) {
    var all = new ArrayList<>(command);
    all.addAll(1, List.of(options));
    return all;
  }

  /** Covers what a cache depends on: the JDK, its options, and the jars. */
  static String digest(List<String> command) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var jdk =
          Stream.of("java.home", "java.vm.version")
              .map(property -> String.valueOf(System.getProperty(property)));
      var options =
          command.stream()
              .filter(argument -> argument.startsWith("-X") || argument.startsWith("--"));
      var jars = jars(command).stream().map(AotCaches::version);
      Stream.of(jdk, options, Stream.of(ENVIRONMENT), jars)
          .flatMap(lines -> lines)
          .forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JVM compares the same of each jar. */
  private static String version(Path jar) {
    try {
      return jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis();
    } catch (IOException e) {
      return jar + " is missing";
    }
  }

  private static List<Path> jars(List<String> command) {
    var path = command.indexOf("-cp");
    if (path >= 0) {
      return Stream.of(command.get(path + 1).split(File.pathSeparator, -1)).map(Path::of).toList();
    }
    var jar = Path.of(command.get(command.indexOf("-jar") + 1));
    var all = new ArrayList<>(List.of(jar));
    try (var file = new JarFile(jar.toFile())) {
      var manifest = file.getManifest();
      var list =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (list != null) {
        Stream.of(list.strip().split("\\s+", -1))
            .map(entry -> Path.of(jar.toUri().resolve(entry)))
            .forEach(all::add);
      }
    } catch (IOException e) {
      throw Checkout.failed("read " + jar, e);
    }
    return all;
  }
}
