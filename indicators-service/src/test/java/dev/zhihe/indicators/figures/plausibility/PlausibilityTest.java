package dev.zhihe.indicators.figures.plausibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/methods/plausibility.md, worked again. */
class PlausibilityTest {
  private static final Path PAGE = Path.of("../docs/methods/plausibility.md");

  record Example(
      String name, List<BigDecimal> earlier, BigDecimal value, String score, String answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Example> examples() throws IOException {
    var rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.equals("## Examples"))
            .filter(line -> line.startsWith("|"))
            .skip(2)
            .map(line -> line.split("\\|", -1))
            .map(
                cells ->
                    new Example(
                        cells[1].strip(),
                        Arrays.stream(cells[2].strip().split(" +"))
                            .filter(text -> !text.isEmpty())
                            .map(BigDecimal::new)
                            .toList()
                            .reversed(),
                        new BigDecimal(cells[3].strip()),
                        cells[4].strip(),
                        cells[5].strip()))
            .toList();
    assertThat(rows).hasSizeGreaterThan(20);
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAsWorkedByHand(Example row) {
    var score = Plausibility.score(row.value(), row.earlier());
    var finding = Plausibility.of(row.value(), row.earlier());
    var answer = row.answer().split(" ", -1);
    if (!row.score().isEmpty() || row.earlier().size() >= Plausibility.MIN_VALUES) {
      assertThat(score == null ? "" : score.toPlainString()).isEqualTo(row.score());
    }
    assertThat(finding == null ? "" : finding.code()).isEqualTo(answer[0]);
    if (finding != null && answer.length > 1) {
      var factor = answer[1].charAt(0) + " " + answer[1].substring(1);
      var last = row.earlier().getFirst().toPlainString();
      assertThat(finding.detail().zh()).contains(last + " " + factor, "单位误填", "元");
      assertThat(finding.detail().en()).contains(last + ", " + factor);
    }
  }

  @Test
  void saysWhatItStandsOn() {
    var values = Stream.of("14", "13", "12", "11", "10").map(BigDecimal::new).toList();
    assertThat(Plausibility.of(new BigDecimal("18"), values).detail().en())
        .contains("the 5 figures before, 12", "4.05", "±3.5");
    assertThat(Plausibility.of(new BigDecimal("17"), values).detail().zh())
        .contains("10 至 14", "跨度的一半");
  }

  /** Units are nobody's business here: another one for all figures changes no answer. */
  @Test
  void anotherUnitForAllFiguresChangesNoAnswer() {
    var random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      var earlier =
          IntStream.range(0, random.nextInt(12))
              .mapToObj(i -> BigDecimal.valueOf(random.nextInt(-50, 2_000)))
              .toList();
      var value = BigDecimal.valueOf(random.nextInt(-50, 2_000_000));
      var scaled = earlier.stream().map(one -> one.movePointRight(4)).toList();
      var one = Plausibility.of(value, earlier);
      var other = Plausibility.of(value.movePointRight(4), scaled);
      assertThat(other == null ? null : other.code())
          .as("%s after %s", value, earlier)
          .isEqualTo(one == null ? null : one.code());
    }
  }
}
