package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the files of {@code plan/} and {@code demo/} hold is what the suite serves, row by row and
 * cell by cell, and nothing beside it; what differs is named.
 */
class LoadedDataTest {
  private static final Pattern FILE = Pattern.compile("\\d{2}-([a-z-]+)\\.csv");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final String DOCUMENT = "spb-145-st-plan-rev";

  private final RunningSuite suite = RunningSuite.get();

  @TestFactory
  Stream<DynamicTest> servesWhatTheFilesHold() throws IOException {
    var filesOf = new TreeMap<String, List<Path>>();
    for (var folder : List.of("plan", "demo", "demo/acts")) { // what acts correct comes last
      try (var files = Files.list(Path.of("..", folder))) {
        files
            .sorted()
            .forEach(
                file -> {
                  var name = FILE.matcher(file.getFileName().toString());
                  if (name.matches()) {
                    filesOf.computeIfAbsent(name.group(1), family -> new ArrayList<>()).add(file);
                  }
                });
      }
    }
    assertThat(filesOf.keySet())
        .contains("plans", "targets", "projects", "platforms", "occupancy-reports");
    return filesOf.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThat(differences(entry.getKey(), entry.getValue()))
                            .as("what differs between the files and the suite")
                            .isEmpty()));
  }

  private List<String> differences(String family, List<Path> files) throws IOException {
    var served =
        rows(
            CsvReader.builder()
                .ofNamedCsvRecord(
                    suite.getAs("reviewer-demo", "/v1/" + family + "?format=csv").body()));
    var differences = new ArrayList<String>();
    var held = new LinkedHashMap<String, Map<String, String>>();
    for (var file : files) {
      held.putAll(rows(CsvReader.builder().ofNamedCsvRecord(file)));
    }
    held.forEach(
        (code, row) -> {
          var there = served.get(code);
          if (there == null) {
            differences.add(code + ": not served");
          } else {
            row.forEach(
                (column, cell) -> {
                  var shown = there.get(column);
                  if (shown == null || !(same(cell, shown) || isPast(column, cell, there))) {
                    differences.add(
                        "%s, %s: the file says '%s', the suite '%s'"
                            .formatted(code, column, cell, shown));
                  }
                });
          }
        });
    served.forEach(
        (code, row) -> {
          // Reports go on being submitted in the demo area, accepted ones make entries, and an
          // adjustment makes a target; all else is in a file.
          if (!family.endsWith("-reports")
              && row.getOrDefault("report", "").isEmpty()
              && row.getOrDefault("adjusts", "").isEmpty()
              && ours(code, row)
              && !held.containsKey(code)) {
            differences.add(code + ": served, and in no file");
          }
        });
    return differences;
  }

  /** Whether it is the stage from which acts led a project on. */
  private static boolean isPast(String column, String cell, Map<String, String> shown) {
    return column.equals("stage") && shown.getOrDefault("stages", "").startsWith(cell + ";");
  }

  /** Of the plan or the demo area; other tests bring rows of their own. */
  private static boolean ours(String code, Map<String, String> row) {
    return code.startsWith("500106-")
        || code.startsWith("000000-")
        || DOCUMENT.equals(row.get("document"));
  }

  private static boolean same(String one, String other) {
    return one.equals(other)
        || (NUMBER.matcher(one).matches()
            && NUMBER.matcher(other).matches()
            && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0);
  }

  private static Map<String, Map<String, String>> rows(CsvReader<NamedCsvRecord> records)
      throws IOException {
    try (records) {
      var rows = new LinkedHashMap<String, Map<String, String>>();
      for (var record : records) {
        assertThat(rows.put(record.getField("code"), record.getFieldsAsMap()))
            .as("twice: %s", record.getField("code"))
            .isNull();
      }
      return rows;
    }
  }
}
