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

/**
 * PostgreSQL's data folder: made on first use, made ready for a start, and told from its copies.
 */
final class PostgresData {
  private PostgresData() {}

  /** The folder as a server can start with it; on first use the database cluster is made in it. */
  static void prepare(Path state, Path data, Path programs, String superuser, boolean fsync) {
    if (!Files.isDirectory(data)) {
      Checkout.requireRoom(state, 300);
    }
    Checkout.makeOnce(data, folder -> initialise(programs, folder, superuser, fsync));
    forgetReusedPid(data);
  }

  /**
   * What tells a data folder from every copy of it, also from one that was copied back into its
   * place: device and inode of the folder and of two files that the server never replaces, and when
   * the first of them was last changed, which no copy can set. The services begin a new epoch when
   * it is another than last time.
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
      // The built-in C.UTF-8 sorts and folds alike on every machine, whatever locales it has.
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
        command.add("--no-sync");
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
   * PostgreSQL looks after its own lock file, with one gap: when the number in it has gone to
   * another program meanwhile, it takes that program for a running server and refuses to start. No
   * server of ours runs here (that was looked for), so such a file is removed.
   */
  private static void forgetReusedPid(Path data) {
    var lock = data.resolve("postmaster.pid");
    try {
      if (Files.exists(lock)) {
        var first = Files.readAllLines(lock).stream().findFirst().orElse("").strip();
        var holder =
            first.matches("\\d+") ? ProcessHandle.of(Long.parseLong(first)).orElse(null) : null;
        // Never that of a living PostgreSQL: the file is what keeps two servers off one data.
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
