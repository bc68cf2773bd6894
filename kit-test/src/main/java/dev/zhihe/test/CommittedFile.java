package dev.zhihe.test;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.util.diff.DiffUtils;

/** A committed file that a test generates. */
public final class CommittedFile {
  private static final int CONTEXT = 3;
  private static final int MAX_LINES = 80;

  private CommittedFile() {}

  /** Whether {@code -Dopenapi.update=true} is set, so that committed files are rewritten. */
  static boolean updates() {
    return Boolean.getBoolean("openapi.update");
  }

  /**
   * Compares a file with what the service generates. With {@code -Dopenapi.update=true} rewrites
   * it.
   */
  static void matches(Path file, String generated) throws IOException {
    matches(file, generated, "OpenApiTest");
  }

  /**
   * Compares a file with what the code generates. With {@code -Dopenapi.update=true} rewrites it.
   *
   * @param test simple name of the test that generates it
   */
  public static void matches(Path file, String generated, String test) throws IOException {
    if (updates()) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, generated);
    }
    var committed = Files.exists(file) ? Files.readString(file) : "";
    requireEqual(file.toString(), committed, generated, command(test, "openapi.update=true"));
  }

  /** Fails with the changed lines and the command that accepts them, if there are any. */
  static void requireEqual(String name, String committed, String generated, String command) {
    if (!committed.equals(generated)) {
      fail(
          "%s is not what the code generates (- committed, + generated):%n%s%nTo accept it, in the root of the repository:%n%s",
          name, String.join("\n", difference(committed, generated)), command);
    }
  }

  /** The command that runs one test of this module with a property. */
  static String command(String test, String property) {
    return "mvn -pl %s -am test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -D%s"
        .formatted(Path.of("").toAbsolutePath().getFileName(), test, property);
  }

  /** The changed lines with some context, at most as many as fit on a screen. */
  static List<String> difference(String committed, String generated) {
    var before = List.of(committed.split("\n", -1));
    var after = List.of(generated.split("\n", -1));
    var lines = new ArrayList<String>();
    for (var change : DiffUtils.diff(before, after).getDeltas()) {
      var start = change.getOriginal().getPosition();
      var end = start + change.getOriginal().size();
      lines.add("@@ line " + (start + 1));
      add(" ", before.subList(Math.max(0, start - CONTEXT), start), lines);
      add("-", change.getOriginal().getLines(), lines);
      add("+", change.getRevised().getLines(), lines);
      add(" ", before.subList(end, Math.min(before.size(), end + CONTEXT)), lines);
    }
    if (lines.size() <= MAX_LINES) {
      return lines;
    }
    var shown = new ArrayList<>(lines.subList(0, MAX_LINES));
    shown.add("… and " + (lines.size() - MAX_LINES) + " lines more");
    return shown;
  }

  private static void add(String mark, List<String> changed, List<String> lines) {
    changed.forEach(line -> lines.add(mark + line));
  }
}
