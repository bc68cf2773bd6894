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
 * Temporary files. Each process has its own folder and holds a lock on it. The next process to
 * start deletes the folders of killed processes.
 */
@ApplicationScoped
public class Scratch {
  private static final Logger LOG = Logger.getLogger(Scratch.class);
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lockFile;

  /**
   * Creates a folder, and deletes the folders that no process has locked.
   *
   * @param all folder that contains the folders of all processes
   */
  public Scratch(@ConfigProperty(name = "zhihe.scratch") Path all) {
    try {
      Files.createDirectories(all);
      // This lock keeps other processes from cleaning up while a new folder has no lock yet.
      try (var one = FileChannel.open(all.resolve(LOCK), WRITING);
          var turn = one.lock()) {
        removeLeft(all);
        folder = Files.createTempDirectory(all, "of-" + ProcessHandle.current().pid() + "-");
        lockFile = FileChannel.open(folder.resolve(LOCK), WRITING);
        lockFile.lock();
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
    LOG.debugf("Scratch files: %s", folder); // created now, not with the first file
  }

  /** Creates a file. The caller must delete it. */
  public Path file(String what) throws IOException {
    return Files.createTempFile(folder, what, null);
  }

  @PreDestroy
  void close() {
    try {
      lockFile.close();
      remove(folder);
    } catch (IOException e) {
      LOG.debugf("%s will be deleted at the next start: %s", folder, e.getMessage());
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
      } catch (IOException e) { // such as a folder of another user
        LOG.warnf("%s was not deleted: %s", folder, e.getMessage());
      }
    }
  }

  private static boolean isLeft(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder.resolve(LOCK), WRITING);
        var lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // locked by this process
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
