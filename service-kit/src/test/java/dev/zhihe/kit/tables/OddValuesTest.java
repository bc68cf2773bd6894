package dev.zhihe.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.sql.Scratch;
import dev.zhihe.test.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Odd values in files of our own and of other programs: each is read as it is, or refused. */
class OddValuesTest {
  private static final List<Column> COLUMNS =
      List.of(Column.optional("note", "备注"), Column.optional("value", "数值"));

  private static final Map<String, Column> BY_NAME =
      COLUMNS.stream().collect(Collectors.toMap(Column::name, Function.identity()));

  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,18}(\\.\\d{1,10})?");
  private static final Pattern ESCAPE = Pattern.compile("_x[0-9A-Fa-f]{4}_");

  /** A row of a download. */
  public record Odd(@Nullable String note, @Nullable BigDecimal value) {}

  @TempDir Path folder;

  private final Map<Long, Row> rows = new TreeMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private static List<String> texts() {
    var values = new Values(20_261_129);
    var texts = new ArrayList<>(List.of("0123", "1E5", "1-2", "915001060000000017", "=1+1"));
    texts.addAll(List.of("'0123", "'=1+1", "=\"0123\"", "TRUE", "#N/A", "_x0041_", "a_x000D_b"));
    for (int i = 0; i < 500; i++) {
      texts.add(values.text());
      texts.add(values.number());
      texts.add(values.day());
    }
    texts.removeIf(text -> Values.kept(text).isEmpty());
    return texts;
  }

  private void read(Format format, Path file) throws IOException {
    format.read(
        file,
        COLUMNS,
        Odd.class,
        new Lines() {
          private @Nullable Header header;

          @Override
          public void header(long number, List<String> names) {
            header = new Header(number, names, COLUMNS);
            violations.addAll(header.violations());
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

  @ParameterizedTest
  @EnumSource(FileKind.class)
  void takesItsOwnFilesBack(FileKind kind) throws IOException {
    var stored = new ArrayList<Odd>();
    for (var text : texts()) {
      var kept = Values.kept(text);
      if (!Values.isUnfit(kept)) {
        var number = PLAIN.matcher(kept).matches() ? new BigDecimal(kept) : null;
        stored.add(new Odd(kept, number));
      }
    }
    var file =
        TableFile.of(
            new Scratch(folder), kind, List.of("note", "value"), row -> stored.forEach(row));
    read(kind == FileKind.XLSX ? Format.XLSX : Format.CSV, file);
    assertThat(violations).isEmpty();
    assertThat(rows).hasSameSizeAs(stored);
    for (int i = 0; i < stored.size(); i++) {
      var row = Objects.requireNonNull(rows.get(i + 2L));
      assertThat(row.cells().text("note")).isEqualTo(stored.get(i).note());
      if (stored.get(i).value() != null) {
        assertThat(row.decimal("value")).isEqualByComparingTo(stored.get(i).value());
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void readsTextsOfOtherPrograms() throws IOException {
    var texts = texts();
    var byFastexcel = folder.resolve("fastexcel.xlsx");
    try (var workbook = new Workbook(Files.newOutputStream(byFastexcel), "test", "1.0")) {
      var sheet = workbook.newWorksheet("a");
      sheet.value(0, 0, "note");
      for (int i = 0; i < texts.size(); i++) {
        if (i % 2 == 0) {
          sheet.value(i + 1, 0, texts.get(i));
        } else {
          sheet.inlineString(i + 1, 0, texts.get(i));
        }
      }
    }
    requireTexts(byFastexcel, texts);
    var byPoi = folder.resolve("poi.xlsx");
    try (var workbook = new XSSFWorkbook();
        var out = Files.newOutputStream(byPoi)) {
      var sheet = workbook.createSheet("a");
      sheet.createRow(0).createCell(0).setCellValue("note");
      for (int i = 0; i < texts.size(); i++) {
        sheet.createRow(i + 1).createCell(0).setCellValue(texts.get(i));
      }
      workbook.write(out);
    }
    requireTexts(byPoi, texts);
  }

  /**
   * Each text is read as POI reads it, or refused. It is the given one unless the program that
   * wrote it has lost or escaped characters.
   */
  private void requireTexts(Path file, List<String> texts) throws IOException {
    rows.clear();
    violations.clear();
    read(Format.XLSX, file);
    int same = 0;
    try (var workbook = new XSSFWorkbook(Files.newInputStream(file))) {
      for (int i = 0; i < texts.size(); i++) {
        var number = i + 2L;
        var row = rows.get(number);
        var theirs = workbook.getSheetAt(0).getRow(i + 1).getCell(0).getStringCellValue();
        var text = row == null ? null : row.cells().text("note");
        if (row != null && !row.isValid()) {
          assertThat(Values.isUnfit(theirs)).as(file + " " + number).isTrue();
          continue;
        }
        assertThat(text == null ? "" : text).as(file + " " + number).isEqualTo(Values.kept(theirs));
        if (!Values.isUnfit(texts.get(i)) && !ESCAPE.matcher(texts.get(i)).find()) {
          assertThat(text).as(file + " " + number).isEqualTo(Values.kept(texts.get(i)));
          same++;
        }
      }
    }
    assertThat(same).isGreaterThan(texts.size() / 2);
  }

  @Test
  void readsNumbersOfOtherPrograms() throws IOException {
    var numbers =
        texts().stream()
            .filter(text -> PLAIN.matcher(text).matches())
            .map(BigDecimal::new)
            .toList();
    var file = folder.resolve("numbers.xlsx");
    try (var workbook = new Workbook(Files.newOutputStream(file), "test", "1.0")) {
      var sheet = workbook.newWorksheet("a");
      sheet.value(0, 0, "value");
      for (int i = 0; i < numbers.size(); i++) {
        sheet.value(i + 1, 0, numbers.get(i));
      }
    }
    read(Format.XLSX, file);
    int refused = 0;
    for (int i = 0; i < numbers.size(); i++) {
      var row = Objects.requireNonNull(rows.get(i + 2L));
      var given = numbers.get(i).stripTrailingZeros();
      var read = row.decimal("value");
      if (read == null) {
        refused++;
        assertThat(given.precision() - given.scale()).as(given + " is refused").isGreaterThan(15);
      } else if (given.scale() <= 0 || given.precision() <= 15) {
        assertThat(read).isEqualByComparingTo(given);
      }
    }
    assertThat(refused).isPositive();
    assertThat(violations).extracting(Violation::code).containsOnly("number");
  }
}
