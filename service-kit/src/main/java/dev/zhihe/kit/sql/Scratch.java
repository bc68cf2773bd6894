package dev.zhihe.kit.sql;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Where files lie that live no longer than the process: each process has a folder of its own, which
 * it holds by a lock, so that what a killed one left is removed by the next to start.
 */
@ApplicationScoped
public class Scratch {
  private static final Logger LOG = Logger.getLogger(Scratch.class);
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel held;

  /**
   * Takes a folder, and removes those that nobody holds.
   *
   * @param all where the folders of all processes are
   */
  public Scratch(@ConfigProperty(name = "zhihe.scratch") Path all) {
    try {
      Files.createDirectories(all);
      // Nobody looks for what is left while another has a folder, and not yet its lock.
      try (var one = FileChannel.open(all.resolve(LOCK), WRITING);
          var turn = one.lock()) {
        removeLeft(all);
        folder = Files.createTempDirectory(all, "of-" + ProcessHandle.current().pid() + "-");
        held = FileChannel.open(folder.resolve(LOCK), WRITING);
        held.lock();
        LOG.debugf("Scratch files go to %s (%s)", folder, turn);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("zhihe.scratch: no place for files at " + all, e);
    }
  }

  private static final StandardOpenOption[] WRITING = {
    StandardOpenOption.CREATE, StandardOpenOption.WRITE
  };

  void start(@Observes StartupEvent event) {
    LOG.debugf("Scratch files: %s", folder); // made here, not when the first file comes
  }

  /** A new file, which is the caller's to delete. */
  public Path file(String what) throws IOException {
    return Files.createTempFile(folder, what, null);
  }

  @PreDestroy
  void close() {
    try {
      held.close();
      remove(folder);
    } catch (IOException e) {
      LOG.debugf("%s is left to the next start: %s", folder, e.getMessage());
    }
  }

  private static void removeLeft(Path all) throws IOException {
    List<Path> folders;
    try (var found = Files.list(all)) {
      folders = found.filter(Files::isDirectory).toList();
    }
    for (var folder : folders) {
      try {
        if (isLeft(folder)) {
          remove(folder);
          LOG.infof("Removed %s, which an earlier process left", folder);
        }
      } catch (IOException e) { // somebody else's, say
        LOG.warnf("%s stays behind: %s", folder, e.getMessage());
      }
    }
  }

  private static boolean isLeft(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder.resolve(LOCK), WRITING);
        var lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // held in this very process
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> files;
    try (var found = Files.list(folder)) {
      files = found.toList();
    }
    for (var file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}
