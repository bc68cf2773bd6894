package dev.zhihe.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of the cloned repository, and file operations in it. */
public final class Checkout {
  private static final Map<Path, Object> MAKING = new ConcurrentHashMap<>();

  private Checkout() {}

  /**
   * The folder with the {@code zhihe} script: the working directory or the nearest one above it.
   */
  public static Path root() {
    var stated = System.getProperty("zhihe.root");
    if (stated != null) {
      return Path.of(stated).toAbsolutePath();
    }
    var here = Path.of("").toAbsolutePath();
    for (var folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("zhihe"))) {
        return folder;
      }
    }
    throw new Trouble(
        "No folder at or above "
            + here
            + " holds the zhihe script: run this inside the repository.");
  }

  /** The class path of this program, with absolute paths. */
  public static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Whether this program was rebuilt since then. */
  public static boolean isChangedSince(Instant moment) {
    return Stream.of(classPath().split(File.pathSeparator))
        .anyMatch(entry -> moment.isBefore(Instant.ofEpochMilli(new File(entry).lastModified())));
  }

  /** The folder of unpacked programs, which all state directories of this checkout share. */
  static Path programs() {
    return root().resolve(".zhihe/programs");
  }

  /** Creates a folder completely or not at all. First removes what an interrupted attempt left. */
  static void makeOnce(Path folder, FolderMaker maker) {
    if (Files.isDirectory(folder)) {
      return;
    }
    var unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
    var lock = folder.resolveSibling(folder.getFileName() + ".lock");
    // Two test JVMs may need the same folder at the same time. One creates it and the other waits.
    synchronized (MAKING.computeIfAbsent(folder.toAbsolutePath(), ignored -> new Object())) {
      try {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        try (var channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          channel.lock(); // until the channel closes
          if (!Files.isDirectory(folder)) {
            make(folder, unfinished, maker);
          }
        }
      } catch (IOException e) {
        throw failed("prepare " + folder, e);
      }
    }
  }

  private static void make(Path folder, Path unfinished, FolderMaker maker) throws IOException {
    delete(unfinished);
    Files.createDirectories(unfinished);
    maker.make(unfinished);
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The folder for a Java program's temporary files. Libraries use fixed names there. In a folder
   * shared by all users, only the first user could run them.
   */
  public static String temporary(Path state, String name) {
    makePrivate(state.resolve("scratch"));
    return "-Djava.io.tmpdir="
        + makePrivate(state.resolve("scratch").resolve(name)).toAbsolutePath();
  }

  /** Creates a folder that only its owner may read, or restricts an existing one. */
  public static Path makePrivate(Path folder) {
    try {
      Files.createDirectories(folder);
      return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw failed("make " + folder, e);
    }
  }

  /** Writes a file that only its owner may read, completely or not at all. */
  static Path writePrivate(Path file, String text) {
    try {
      // A temporary file is created for its owner only.
      var unfinished = Files.createTempFile(file.getParent(), "unfinished", null);
      Files.writeString(unfinished, text);
      return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed("write " + file, e);
    }
  }

  public static void delete(Path tree) {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var paths = Files.walk(tree)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw failed("delete " + tree, e);
    } catch (UncheckedIOException e) {
      throw failed("delete " + tree, Objects.requireNonNull(e.getCause()));
    }
  }

  public static void deleteMatching(Path folder, String glob) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var found = Files.newDirectoryStream(folder, glob)) {
      found.forEach(Checkout::delete);
    } catch (IOException e) {
      throw failed("clean " + folder, e);
    }
  }

  /**
   * Requires free disk space before a first start. So a full disk causes one error instead of four
   * failing servers.
   */
  static void requireRoom(Path folder, long megabytes) {
    try {
      Files.createDirectories(folder);
      var free = Files.getFileStore(folder).getUsableSpace() / (1024 * 1024);
      if (free < megabytes) {
        throw new Trouble(
            "The disk of "
                + folder
                + " has "
                + free
                + " MB left, and "
                + megabytes
                + " MB are needed: free some space, then run the same command again.");
      }
    } catch (IOException e) {
      throw failed("look at " + folder, e);
    }
  }

  /** An error for the user about a failed file operation. */
  public static Trouble failed(String what, IOException e) {
    var reason = String.valueOf(e.getMessage());
    if (reason.contains("No space left on device")) {
      return new Trouble(
          "Could not "
              + what
              + ": the disk is full. Free some space, then run the same command again; nothing half-made is kept.",
          e);
    }
    if (e instanceof AccessDeniedException) {
      return new Trouble(
          "Could not "
              + what
              + ": no permission for "
              + reason
              + ". It probably belongs to another user (a run as root?): remove it as that user, or run as that user.",
          e);
    }
    return new Trouble("Could not " + what + ": " + e, e);
  }

  /** Fills an empty folder. */
  @FunctionalInterface
  interface FolderMaker {
    void make(Path folder) throws IOException;
  }

  /**
   * Loads all classes of a class's jar. A rebuild replaces the jar, and a running program could not
   * load further classes.
   */
  public static void loadClasses(Class<?> one) {
    try {
      var home = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(home)) {
        return; // a folder of classes, as in an IDE
      }
      try (var jar = new JarFile(home.toFile())) {
        for (var entry : Collections.list(jar.entries())) {
          var name = entry.getName();
          if (name.startsWith("dev/zhihe/") && name.endsWith(".class")) {
            Class.forName(
                name.substring(0, name.length() - ".class".length()).replace('/', '.'),
                false,
                one.getClassLoader());
          }
        }
      }
    } catch (URISyntaxException | ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException e) {
      throw failed("read our own classes", e);
    }
  }
}
