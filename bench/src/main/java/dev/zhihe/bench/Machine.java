package dev.zhihe.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine and the versions that a result holds for. */
final class Machine {
  private Machine() {}

  static Map<String, Object> describe(Path checkout) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("processor", field(Path.of("/proc/cpuinfo"), "model name"));
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("memory", field(Path.of("/proc/meminfo"), "MemTotal"));
    facts.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    facts.put("java", Runtime.version().toString());
    facts.put("commit", output(checkout, "git", "rev-parse", "--short=12", "HEAD"));
    facts.put("changed", !output(checkout, "git", "status", "--porcelain", "-uno").isEmpty());
    return facts;
  }

  private static String field(Path file, String name) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** What a program prints; empty where it cannot run. */
  static String output(Path folder, String... command) {
    try {
      var process =
          Programs.start(
              new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true));
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
