package dev.zhihe.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** PostgreSQL's data folder: creates it, prepares it for a start, and identifies it. */
final class PostgresData {
  private PostgresData() {}

  /** Prepares the folder for a start. On first use it creates the database cluster. */
  static void prepare(Path state, Path data, Path programs, String superuser, boolean fsync) {
    if (!Files.isDirectory(data)) {
      Checkout.requireRoom(state, 300);
    }
    Checkout.makeOnce(data, folder -> initialise(programs, folder, superuser, fsync));
    forgetReusedPid(data);
  }

  /**
   * Identifies a data folder, so that a copy of it has another identity, even in the same place. It
   * consists of the device and inode of the folder and of two files that the server never replaces.
   * It also has the change time of the first file, which no copy can set. If it changes, the
   * services begin a new feed epoch.
   */
  static String identity(Path data) {
    try {
      var version = data.resolve("PG_VERSION");
      var changed = (FileTime) Files.getAttribute(version, "unix:ctime");
      return "%s:%s-%s-%s-%d"
          .formatted(
              Files.getAttribute(data, "unix:dev"),
              Files.getAttribute(data, "unix:ino"),
              Files.getAttribute(version, "unix:ino"),
              Files.getAttribute(data.resolve("global/pg_control"), "unix:ino"),
              changed.to(TimeUnit.MICROSECONDS));
    } catch (IOException e) {
      throw Checkout.failed("look at " + data, e);
    }
  }

  private static void initialise(Path programs, Path folder, String superuser, boolean fsync)
      throws IOException {
    var password = Files.createTempFile(folder.getParent(), "password", "");
    try {
      Files.writeString(password, superuser + "\n");
      // The built-in C.UTF-8 sorts and folds equally on every machine, whatever locales are
      // installed.
      var command = new ArrayList<>(PostgresUser.ordinary(folder));
      command.addAll(
          List.of(
              programs.resolve("bin/initdb").toString(),
              "-D",
              folder.toString(),
              "-U",
              superuser,
              "--pwfile=" + password,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C",
              "--data-checksums"));
      if (!fsync) {
        // Tests log in thousands of times, and the client works through every iteration.
        command.addAll(List.of("--no-sync", "-c", "scram_iterations=1"));
      }
      if (PostgresUser.isRoot()) {
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
      }
      Program.run("prepare PostgreSQL's data directory", folder, command, Map.of("LC_ALL", "C"));
    } finally {
      Files.deleteIfExists(password);
    }
    Files.writeString(
        folder.resolve("pg_hba.conf"),
        "# TYPE DATABASE USER ADDRESS METHOD\nhost all all 127.0.0.1/32 scram-sha-256\nhost replication postgres 127.0.0.1/32 scram-sha-256\n");
  }

  /**
   * Removes a lock file whose process number now belongs to another program. PostgreSQL would take
   * that program for a running server and refuse to start. The caller has already checked that no
   * server of this folder runs.
   */
  private static void forgetReusedPid(Path data) {
    var lock = data.resolve("postmaster.pid");
    try {
      if (Files.exists(lock)) {
        var first = Files.readAllLines(lock).stream().findFirst().orElse("").strip();
        var holder =
            first.matches("\\d+") ? ProcessHandle.of(Long.parseLong(first)).orElse(null) : null;
        // The lock file of a running PostgreSQL must stay, because it keeps a second server off the
        // data.
        var living =
            holder != null
                && holder.info().command().filter(name -> name.contains("postgres")).isPresent();
        if (!first.matches("\\d+") || (holder != null && !living)) {
          Files.delete(lock);
        }
      }
    } catch (IOException e) {
      throw Checkout.failed("read " + lock, e);
    }
  }
}
