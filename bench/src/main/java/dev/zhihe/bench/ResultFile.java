package dev.zhihe.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;

/** Keeps the results of a run as JSON, with the machine and the versions. */
final class ResultFile {
  private ResultFile() {}

  static Path write(Path folder, String benchmark, Run run, List<Result> results, Path checkout)
      throws IOException {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var settings = run.settings();
    var content = new LinkedHashMap<String, Object>();
    content.put("benchmark", benchmark);
    content.put("time", now.toString());
    content.put("machine", Machine.describe(checkout));
    content.put("rows", settings.rows());
    content.put("rounds", settings.rounds());
    content.put("seconds", settings.time().toMillis() / 1e3);
    content.put("clients", settings.clients());
    content.put("rate", settings.rate());
    content.put("skipped", run.skipped());
    content.put("notes", run.notes());
    content.put("results", results);
    Files.createDirectories(folder);
    var file = folder.resolve(now.toString().replace(":", "") + "-" + benchmark + ".json");
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), content);
    return file;
  }
}
