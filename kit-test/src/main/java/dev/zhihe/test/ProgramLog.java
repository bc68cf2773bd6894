package dev.zhihe.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** The log file of the program under test. */
public final class ProgramLog {
  private ProgramLog() {}

  /** The lines that contain a text. */
  public static List<String> linesWith(String text) {
    var file = Path.of(ConfigProvider.getConfig().getValue("quarkus.log.file.path", String.class));
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> line.contains(text)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
