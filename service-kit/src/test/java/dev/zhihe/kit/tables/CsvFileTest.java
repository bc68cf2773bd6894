package dev.zhihe.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zhihe.kit.json.MediaTypes;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV with the faults that people's files have. */
class CsvFileTest {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String HEADER = "code,area,note\n";

  @TempDir Path folder;

  private final List<String> rows = new ArrayList<>();

  private void read(byte[] file) throws IOException {
    CsvFile.read(
        Files.write(folder.resolve("file.csv"), file),
        List.of(),
        new Lines() {
          @Override
          public void header(long number, List<String> names) {
            rows.add("1 " + names);
          }

          @Override
          public void row(long number, List<String> cells, List<BrokenCell> broken) {
            rows.add(number + " " + cells);
          }
        });
  }

  private void read(String file) throws IOException {
    read(file.getBytes(StandardCharsets.UTF_8));
  }

  private Problem refused(byte[] file) {
    return catchThrowableOfType(Problem.class, () -> read(file));
  }

  private Problem refused(String file) {
    return refused(file.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsTextsOfSeveralLinesWithCommasAndQuotes() throws IOException {
    read(HEADER + "a,1,\"one\ntwo, three\nfour \"\"five\"\"\"\r\n\nb,2,\"\"\nc,3,5\"\n");
    assertThat(rows)
        .containsExactly(
            "1 [code, area, note]",
            "2 [a, 1, one\ntwo, three\nfour \"five\"]",
            "4 [b, 2, ]",
            "5 [c, 3, 5\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,1,good\nb,2,\"open\nc,3,\nd,4,\n",
        "a,1,good\nb,2,\"open\nc,3,x",
        "a,1,good\nb,2,\"cut off",
        "a,1,good\nb,2,\"open\nc,3,\"closed\"\n",
        "a,1,good\nb,2,\"open\nc,3,\nd,4,stray\"\n",
        "a,1,good\nb,2,\"open\nc,3,\"\n",
      })
  void namesTheRowInWhichAQuoteIsLeftOpen(String file) {
    var refusal = refused(HEADER + file);
    assertThat(refusal.type()).isEqualTo(ProblemType.MALFORMED);
    var violation = refusal.violations().getFirst();
    assertThat(violation.code()).isEqualTo("quote");
    assertThat(violation.row()).isEqualTo(3);
    assertThat(violation.column()).isEqualTo("note");
    assertThat(refusal.detail().zh()).contains("第 3 行第 3 列").contains("引号");
    assertThat(refusal.detail().en()).contains("row 3, column 3").contains("quote");
  }

  @Test
  void saysThatAQuoteWithinATextIsWrittenTwice() {
    var refusal = refused(HEADER + "a,1,\"the \"best\" one\"\n");
    assertThat(refusal.detail().zh()).contains("第 2 行第 3 列").contains("写作两个");
    assertThat(refusal.detail().en()).contains("row 2, column 3").contains("twice");
    assertThat(refusal.violations().getFirst().code()).isEqualTo("quote");
  }

  @Test
  void handsOnRowsOfAnotherLength() throws IOException {
    read(HEADER + "a,1\nb,2,x,y\nc,3,z\n");
    assertThat(rows)
        .containsExactly("1 [code, area, note]", "2 [a, 1]", "3 [b, 2, x, y]", "4 [c, 3, z]");
  }

  @Test
  void passesOverACellThatIsLongerThanAWorkbookMayHoldAndReadsOn() throws IOException {
    var longest = "x".repeat(Format.MAX_CELL_LENGTH);
    read(HEADER + "a,1,\"" + longest + "x\"\nb,2,y\nc,3," + longest + "\n");
    assertThat(rows)
        .containsExactly(
            "1 [code, area, note]", "2 [a, 1, ]", "3 [b, 2, y]", "4 [c, 3, " + longest + "]");
  }

  @Test
  void refusesARowWithoutEndByItsNumber() {
    for (var cell : List.of("x".repeat(600_000), "x,".repeat(201), "\"" + "x\n".repeat(300_000))) {
      var refusal = refused(HEADER + "a,1,2\nb," + cell);
      assertThat(refusal.violations().getFirst().row()).isEqualTo(3);
      assertThat(refusal.detail().zh()).contains("第 3 行");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {140_000, 250_000, 300_000, 600_000, 6_000_000})
  void saysOfALineWithoutEndThatItIsTooLong(int length) {
    for (var line :
        List.of(
            "x".repeat(length), "x,y," + "𠀀".repeat(length), "a,\"" + "字".repeat(length) + "\"")) {
      for (var end : List.of("", "\n", "\nc,3,4\n")) {
        var refusal = refused(HEADER + "a,1,2\n" + line + end);
        assertThat(refusal.violations().getFirst().code()).isEqualTo("too-long");
        assertThat(refusal.violations().getFirst().row()).isEqualTo(3);
      }
    }
  }

  @Test
  void saysOfAQuoteThatSwallowsMoreThanARowThatItIsNotClosed() {
    for (var rows : List.of(100_000, 1_500_000)) {
      var refusal = refused(HEADER + "a,1,2\nb,\"" + "x\n".repeat(rows));
      assertThat(refusal.violations().getFirst().code()).isEqualTo("quote");
      assertThat(refusal.violations().getFirst().row()).isEqualTo(3);
    }
  }

  @Test
  void countsARareIdeographOfARowOnce() throws IOException {
    var cell = "𠀀".repeat(16_000);
    read(HEADER + String.join(",", Collections.nCopies(8, cell)) + "\n");
    assertThat(rows).hasSize(2);
    assertThat(
            refused(HEADER + String.join(",", Collections.nCopies(9, cell)) + "\n")
                .violations()
                .getFirst()
                .code())
        .isEqualTo("too-long");
  }

  @Test
  void namesTheLineThatBreaksTheEncodingTheFileIsIn() throws IOException {
    var good = (HEADER + "甲,1,重庆悦来\n乙,2,两江协同\n丙,3,创新区\n").getBytes(GB18030);
    read(good);
    assertThat(rows).contains("3 [乙, 2, 两江协同]");
    var broken = good.clone();
    broken[good.length - 2] = (byte) 0xFF;
    var refusal = refused(broken);
    assertThat(refusal.violations().getFirst().row()).isEqualTo(4);
    assertThat(refusal.detail().zh()).contains("GB18030").contains("第 4 行");
  }

  @Test
  void saysThatTheSeparatorIsAnotherThanAComma() {
    assertThat(refused("code\tarea\tnote\na\t1\tx\n").detail().zh()).contains("Tab").contains("逗号");
    assertThat(refused("code;area;note\na;1;x\n").detail().en()).contains("separated by ;");
  }

  @Test
  void saysThatAWorkbookIsNoCsv() {
    assertThat(refused("PK\u0003\u0004rest").detail().zh())
        .contains("xlsx")
        .contains(MediaTypes.XLSX);
  }
}
