package dev.zhihe.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, which are packed on the class path. */
final class PostgresPrograms {
  private PostgresPrograms() {}

  /**
   * The folder of the programs for this machine. They are unpacked once for each checkout and
   * version.
   */
  static Path folder() {
    var archive = "/postgres-" + platform() + ".txz";
    if (PostgresPrograms.class.getResource(archive) == null) {
      throw new Trouble(
          "No PostgreSQL for "
              + platform()
              + " is on the class path: Linux and macOS on amd64 and arm64 are supported.");
    }
    var folder = Checkout.programs().resolve("postgresql-" + digest(archive));
    Checkout.makeOnce(folder, unfinished -> unpack(archive, unfinished));
    return folder;
  }

  private static String platform() {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var arch = System.getProperty("os.arch");
    return (os.startsWith("mac") ? "darwin" : os)
        + "-"
        + (arch.equals("aarch64") ? "arm_64" : arch.equals("amd64") ? "x86_64" : arch);
  }

  private static String digest(String resource) {
    try (var in = PostgresPrograms.class.getResourceAsStream(resource);
        var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 6);
    } catch (IOException e) {
      throw Checkout.failed("read the PostgreSQL archive", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(String resource, Path folder) throws IOException {
    try (InputStream in = PostgresPrograms.class.getResourceAsStream(resource);
        var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, folder);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    var target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("An entry outside the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      Files.setPosixFilePermissions(
          target,
          PosixFilePermissions.fromString(
              (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }
}
