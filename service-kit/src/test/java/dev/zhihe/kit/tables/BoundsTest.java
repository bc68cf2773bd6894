package dev.zhihe.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.kit.imports.Chunk;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of a file is in memory at a time, whatever its rows are. */
class BoundsTest {
  private static final Text WHY = new Text("有误", "wrong");

  private static Line line(long number, String... cells) {
    return new Line(number, List.of(cells), List.of());
  }

  private static int rowsOf(Line line) {
    var chunk = new Chunk();
    int rows = 1;
    while (!chunk.add(line)) {
      rows++;
    }
    assertThat(chunk.take()).hasSize(rows);
    assertThat(chunk.take()).isEmpty();
    return rows;
  }

  @ParameterizedTest
  @CsvSource({
    // characters of a cell, of which an item each, cells: most rows of a chunk
    "10, 0, 6, 1000",
    "100, 0, 12, 1000",
    "10000, 0, 1, 200",
    "10000, 0, 6, 34",
    "10000, 2, 6, 2",
    "131072, 0, 1, 16",
    "131072, 1, 1, 1",
  })
  void takesAsManyRowsAsFitIntoLittleMemory(int characters, int item, int cells, int most) {
    var cell =
        item == 0 ? "字".repeat(characters) : ("一".repeat(item - 1) + ";").repeat(characters / item);
    assertThat(rowsOf(line(2, Collections.nCopies(cells, cell).toArray(String[]::new))))
        .isEqualTo(most);
  }

  @Test
  void weighsWhatCouldNotBeRead() {
    var broken = Collections.nCopies(50_000, new BrokenCell("tags", "{}", "shape", WHY));
    assertThat(rowsOf(new Line(2, List.of(""), broken))).isEqualTo(1);
  }

  private static Violation error(long row, String value) {
    return Violation.ofCell(row, "code", value, "shape", WHY);
  }

  @Test
  void listsTenThousandErrorsAndSaysThatThereAreMore() {
    var errors = new Errors();
    for (int row = 1; row <= 10_000; row++) {
      errors.add(List.of(error(row, "x")));
    }
    assertThat(errors.isCut()).isFalse();
    assertThat(errors.listed()).hasSize(10_000);
    assertThat(errors.add(List.of(error(10_001, "x"), error(10_002, "x")))).hasSize(1);
    assertThat(errors.isCut()).isTrue();
    assertThat(errors.listed())
        .hasSize(10_000)
        .last()
        .extracting(Violation::row)
        .isEqualTo(10_000L);
  }

  @Test
  void listsFewerLongErrorsAndShortensEach() {
    var errors = new Errors();
    var detail = new Text("长".repeat(5_000), "long".repeat(5_000));
    var name = "n".repeat(5_000);
    var found = new ArrayList<Violation>();
    for (int row = 1; row <= 10_000; row++) {
      found.add(Violation.ofCell(row, name, name, "shape", detail));
    }
    var kept = errors.add(found);
    assertThat(errors.isCut()).isTrue();
    assertThat(errors.listed()).hasSizeBetween(1_000, 3_000).hasSize(kept.size() - 1);
    assertThat(errors.listed().getFirst().value()).hasSize(500).endsWith("…");

    var again = new Errors();
    again.add(kept);
    assertThat(again.isCut()).as("as it was kept").isTrue();
    assertThat(again.listed()).isEqualTo(errors.listed());
  }

  @Test
  void forgetsWhatIsDoneAgain() {
    var errors = new Errors();
    errors.add(List.of(error(1, "x")));
    var mark = errors.mark();
    errors.add(List.of(error(2, "x")));
    errors.backTo(mark);
    assertThat(errors.listed()).containsExactly(error(1, "x"));
    assertThat(errors.take()).containsExactly(error(1, "x"));
    assertThat(errors.isEmpty()).isTrue();
  }
}
