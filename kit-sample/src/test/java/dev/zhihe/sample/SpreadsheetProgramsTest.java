package dev.zhihe.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.sql.Scratch;
import dev.zhihe.kit.tables.BrokenCell;
import dev.zhihe.kit.tables.Column;
import dev.zhihe.kit.tables.FileKind;
import dev.zhihe.kit.tables.Format;
import dev.zhihe.kit.tables.Header;
import dev.zhihe.kit.tables.Line;
import dev.zhihe.kit.tables.Lines;
import dev.zhihe.kit.tables.Row;
import dev.zhihe.kit.tables.TableFile;
import dev.zhihe.test.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Workbooks of programs that people and scripts use. What they write is read as it was given, or
 * refused. A download that they change in one cell and save differs in that cell alone.
 */
class SpreadsheetProgramsTest {
  private static final Path SOURCES = Path.of("src/test/tools").toAbsolutePath();
  private static final Path WORK = Path.of("target/tools").toAbsolutePath();
  private static final String CHANGED = "改";

  private static final List<Column> COLUMNS =
      List.of(Column.optional("note", "备注"), Column.optional("value", "数值"));

  private static final Map<String, Column> BY_NAME =
      COLUMNS.stream().collect(Collectors.toMap(Column::name, Function.identity()));

  /**
   * What some of these programs do not write correctly: a text that reads as an escape, and
   * characters that no XML has. With the latter the whole file is refused.
   */
  private static final Pattern MISWRITTEN = Pattern.compile("_x[0-9A-Fa-f]{4}_|[\\uFFFE\\uFFFF]");

  private static final Pattern NUMBER =
      Pattern.compile("(?=[-.\\d]{1,16}$)-?\\d{1,15}(\\.\\d{1,10})?");

  /** A row of a download. */
  public record Odd(@Nullable String note, @Nullable BigDecimal value) {}

  private static final List<String> TEXTS = texts();
  private static final List<BigDecimal> NUMBERS =
      TEXTS.stream()
          .filter(text -> NUMBER.matcher(text).matches())
          .map(BigDecimal::new)
          .filter(number -> number.precision() <= 15)
          .toList();
  private static final List<Odd> STORED = stored();

  private final Map<Long, Row> rows = new TreeMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private static List<String> texts() {
    var values = new Values(20_261_129);
    var texts = new ArrayList<>(List.of("第一行", "0123", "1E5", "1-2", "915001060000000017", "TRUE"));
    for (int i = 0; i < 300; i++) {
      texts.add(values.text());
      texts.add(values.number());
      texts.add(values.day());
    }
    texts.removeIf(text -> Values.kept(text).isEmpty() || MISWRITTEN.matcher(text).find());
    return texts;
  }

  private static List<Odd> stored() {
    var kept = TEXTS.stream().map(Values::kept).filter(text -> !Values.isUnfit(text)).toList();
    var stored = new ArrayList<Odd>();
    for (int i = 0; i < kept.size(); i++) {
      stored.add(new Odd(kept.get(i), i < NUMBERS.size() ? NUMBERS.get(i) : null));
    }
    return stored;
  }

  @BeforeAll
  static void writes() throws IOException {
    Files.createDirectories(WORK);
    Files.writeString(
        WORK.resolve("values.json"),
        JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build()
            .writeValueAsString(Map.of("texts", TEXTS, "numbers", NUMBERS)));
    var own =
        TableFile.of(
            new Scratch(WORK.resolve("scratch")),
            FileKind.XLSX,
            List.of("note", "value"),
            row -> STORED.forEach(row));
    Files.move(own, WORK.resolve("own.xlsx"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void readsWhatSheetJsAndExcelJsWrite() throws Exception {
    assumeTrue(
        isThere("node", "--version") && isThere("npm", "--version"),
        "Node.js with npm is missing: without it nobody tries workbooks of SheetJS and ExcelJS");
    for (var file : List.of("package.json", "package-lock.json", "workbooks.js")) {
      Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    var installed =
        WORK.resolve("node_modules/.installed"); // an unfinished installation is repeated
    if (!Files.exists(installed)) {
      run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      Files.createFile(installed);
    }
    run("node", "workbooks.js", WORK.toString());
    requireValues("values-sheetjs.xlsx");
    requireValues("values-exceljs.xlsx");
    requireOneChange("own-sheetjs.xlsx");
    requireOneChange("own-exceljs.xlsx");
  }

  @Test
  void readsWhatOpenpyxlWrites() throws Exception {
    assumeTrue(
        isThere("python3", "-c", "import openpyxl"),
        "openpyxl is missing: without it nobody tries its workbooks");
    run("python3", SOURCES.resolve("workbooks.py").toString(), WORK.toString());
    requireValues("values-openpyxl.xlsx");
    requireOneChange("own-openpyxl.xlsx");
  }

  @Test
  void readsWhatLibreOfficeSaves() throws Exception {
    assumeTrue(
        isThere("soffice", "--version"),
        "LibreOffice is missing: without it nobody tries its workbooks");
    run(
        "soffice",
        "--headless",
        "-env:UserInstallation=" + WORK.resolve("libreoffice").toUri(),
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        WORK.resolve("saved").toString(),
        WORK.resolve("own.xlsx").toString());
    requireStored("saved/own.xlsx", STORED.getFirst().note());
  }

  private void requireValues(String file) throws IOException {
    read(file);
    int same = 0;
    for (int i = 0; i < TEXTS.size(); i++) {
      var row = rows.get(i + 2L);
      var as = "%s, row %d: %s".formatted(file, i + 2, TEXTS.get(i));
      if (!Values.isUnfit(TEXTS.get(i)) && !isTorn(file, TEXTS.get(i))) {
        assertThat(row).as(as).isNotNull();
        assertThat(Objects.requireNonNull(row).cells().text("note"))
            .as(as)
            .isEqualTo(Values.kept(TEXTS.get(i)));
        same++;
      } else if (row != null && row.isValid()) { // the program has replaced the character
        assertThat(String.valueOf(row.cells().text("note")))
            .as(as)
            .matches(text -> !Values.isUnfit(text));
      }
      if (i < NUMBERS.size()) {
        assertThat(Objects.requireNonNull(row).decimal("value"))
            .as(as)
            .isEqualByComparingTo(NUMBERS.get(i));
      }
    }
    assertThat(same).isGreaterThan(TEXTS.size() / 2);
  }

  private void requireOneChange(String file) throws IOException {
    requireStored(file, CHANGED);
  }

  private void requireStored(String file, @Nullable String first) throws IOException {
    read(file);
    assertThat(violations).as(file).isEmpty();
    for (int i = 0; i < STORED.size(); i++) {
      var row = Objects.requireNonNull(rows.get(i + 2L), file + " " + i);
      if (!isTorn(file, String.valueOf(STORED.get(i).note()))) {
        assertThat(row.cells().text("note"))
            .as("%s, row %d", file, i + 2)
            .isEqualTo(i == 0 ? first : STORED.get(i).note());
      }
      var number = STORED.get(i).value();
      if (number == null) {
        assertThat(row.cells().lacks("value")).isTrue();
      } else {
        assertThat(row.decimal("value")).isEqualByComparingTo(number);
      }
    }
    assertThat(rows).hasSameSizeAs(STORED);
  }

  /** ExcelJS writes in blocks, and loses a rare ideograph at the end of one. */
  private static boolean isTorn(String file, String text) {
    return file.contains("exceljs")
        && text.codePoints().anyMatch(Character::isSupplementaryCodePoint);
  }

  private void read(String file) throws IOException {
    rows.clear();
    violations.clear();
    Format.XLSX.read(
        WORK.resolve(file),
        COLUMNS,
        Odd.class,
        new Lines() {
          private @Nullable Header header;

          @Override
          public void header(long number, List<String> names) {
            header = new Header(number, names, COLUMNS);
          }

          @Override
          public void row(long number, List<@Nullable String> cells, List<BrokenCell> broken) {
            rows.put(
                number,
                new Line(number, cells, broken)
                    .row(Objects.requireNonNull(header), BY_NAME, violations));
          }
        });
  }

  private static boolean isThere(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    var printed = WORK.resolve("printed");
    var process =
        new ProcessBuilder(command)
            .directory(WORK.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", command[0]).isTrue();
    assertThat(process.exitValue())
        .as("%s printed: %s", String.join(" ", command), Files.readString(printed))
        .isZero();
  }
}
