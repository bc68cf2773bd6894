package dev.zhihe.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages about the first plan count is what its files hold. */
class PlanPagesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern FILE_ROW =
      Pattern.compile("\\| `(\\d{2}-[a-z-]+\\.csv)` \\| (\\d+) \\|.*");

  @Test
  void theReadmeCountsTheRowsOfEachFile() throws IOException {
    var counted = 0;
    for (var line : Files.readAllLines(ROOT.resolve("plan/README.md"))) {
      var row = FILE_ROW.matcher(line);
      if (row.matches()) {
        counted++;
        assertThat(rows(row.group(1))).as(row.group(1)).hasSize(Integer.parseInt(row.group(2)));
      }
    }
    try (var files = Files.list(ROOT.resolve("plan"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".csv"))).hasSize(counted);
    }
  }

  @Test
  void theLinesThatPrintThePlatformsAreCounted() throws IOException {
    var mentions =
        rows("08-platforms.csv").stream()
            .mapToInt(platform -> platform.getField("mentions").split(";").length)
            .toArray();
    assertThat(page())
        .contains(
            "%d lines, of %d names one, of %d two, of %d three to %d"
                .formatted(
                    Arrays.stream(mentions).sum(),
                    count(mentions, 1, 1),
                    count(mentions, 2, 2),
                    count(mentions, 3, Integer.MAX_VALUE),
                    Arrays.stream(mentions).max().orElseThrow()));
  }

  @Test
  void thePromisedAndTheCitedPoliciesAreCounted() throws IOException {
    var policies = rows("10-policies.csv");
    assertThat(page())
        .contains("`promised` (%d)".formatted(holding(policies, "role", "promised")))
        .contains("`cited` (%d)".formatted(holding(policies, "role", "cited")));
  }

  @Test
  void theReadingsOfTheProjectListsAreCounted() throws IOException {
    var items = rows("12-project-lists.csv");
    assertThat(page())
        .contains(
            "%d `certain`, %d `suspected`, %d without"
                .formatted(
                    holding(items, "match", "certain"),
                    holding(items, "match", "suspected"),
                    holding(items, "match", "")));
  }

  private static long count(int[] numbers, int least, int most) {
    return Arrays.stream(numbers).filter(number -> number >= least && number <= most).count();
  }

  private static long holding(List<NamedCsvRecord> rows, String column, String cell) {
    return rows.stream().filter(row -> row.getField(column).equals(cell)).count();
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/reference/first-plan.md"));
  }

  private static List<NamedCsvRecord> rows(String file) throws IOException {
    try (var rows = CsvReader.builder().ofNamedCsvRecord(ROOT.resolve("plan").resolve(file))) {
      return rows.stream().toList();
    }
  }
}
