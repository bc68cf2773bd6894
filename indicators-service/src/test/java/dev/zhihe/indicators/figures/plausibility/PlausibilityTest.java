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

/** The tables of docs/methods/plausibility.md, worked again. */
class PlausibilityTest {
  private static final Path PAGE = Path.of("../docs/methods/plausibility.md");

  record Example(
      String name, List<BigDecimal> earlier, BigDecimal value, String score, String answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  record BoundsExample(
      String name, ValueBounds bounds, List<BigDecimal> earlier, BigDecimal value, String answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Example> examples() throws IOException {
    return rows("## Examples")
        .map(
            cells ->
                new Example(
                    cells[1], earlier(cells[2]), new BigDecimal(cells[3]), cells[4], cells[5]));
  }

  static Stream<BoundsExample> boundsExamples() throws IOException {
    return rows("## Examples: shares and bounds")
        .map(
            cells ->
                new BoundsExample(
                    cells[1],
                    bounds(cells[2], cells[3]),
                    earlier(cells[4]),
                    new BigDecimal(cells[5]),
                    cells[6]));
  }

  /** The cells of the table below a heading. */
  private static Stream<String[]> rows(String heading) throws IOException {
    var rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.equals(heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("#"))
            .filter(line -> line.startsWith("|"))
            .skip(2)
            .map(line -> line.split("\\|", -1))
            .map(cells -> Arrays.stream(cells).map(String::strip).toArray(String[]::new))
            .toList();
    assertThat(rows).hasSizeGreaterThan(20);
    return rows.stream();
  }

  private static List<BigDecimal> earlier(String cell) {
    return Arrays.stream(cell.split(" +"))
        .filter(text -> !text.isEmpty())
        .map(BigDecimal::new)
        .toList()
        .reversed();
  }

  private static ValueBounds bounds(String unit, String stated) {
    var parts = (" " + stated + " ").split(" to ", -1);
    return new ValueBounds(
        UnitKind.of(unit), number(parts[0]), parts.length == 1 ? null : number(parts[1]));
  }

  private static BigDecimal number(String cell) {
    return cell.isBlank() ? null : new BigDecimal(cell.strip());
  }

  private static Plausibility.Finding finding(BigDecimal value, List<BigDecimal> earlier) {
    return finding(value, earlier, bounds("万元", ""));
  }

  private static Plausibility.Finding finding(
      BigDecimal value, List<BigDecimal> earlier, ValueBounds bounds) {
    var broken = bounds.broken(value);
    return broken == null ? Plausibility.of(value, earlier, bounds.kind(), bounds) : broken;
  }

  @ParameterizedTest
  @MethodSource("boundsExamples")
  void isWithinBoundsAsWorkedByHand(BoundsExample row) {
    var finding = finding(row.value(), row.earlier(), row.bounds());
    var answer = row.answer().split(" ", -1);
    assertThat(finding == null ? "" : finding.code()).isEqualTo(answer[0]);
    if (answer.length > 1) {
      assertThat(finding.detail().zh())
          .contains(answer[1].charAt(0) + " " + answer[1].substring(1) + "，");
    }
  }

  /**
   * Whatever the bounds and the past: on a bound is within it, and the smallest step beyond not.
   */
  @Test
  void namesUnitsInTheLanguageOfTheReader() {
    for (var kind : UnitKind.values()) {
      assertThat(kind.slips())
          .isNotEmpty()
          .allSatisfy(slip -> assertThat(slip.unitsEn()).doesNotContainPattern("\\p{IsHan}"));
    }
  }

  @Test
  void aBoundIsWithinItself() {
    var random = new Random(7);
    var step = new BigDecimal("0.0000000001");
    for (int round = 0; round < 2_000; round++) {
      var minimum = BigDecimal.valueOf(random.nextLong(-1_000_000, 1_000_000), 4);
      var maximum = minimum.add(BigDecimal.valueOf(random.nextLong(0, 1_000_000), 4));
      var kind = UnitKind.values()[random.nextInt(UnitKind.values().length)];
      var bounds = new ValueBounds(kind, minimum, maximum);
      for (var within : List.of(minimum, maximum, minimum.add(maximum).divide(BigDecimal.TWO))) {
        assertThat(bounds.broken(within)).as("%s in %s", within, bounds).isNull();
        assertThat(bounds.unusual(within)).as("%s in %s", within, bounds).isNull();
      }
      for (var beyond : List.of(minimum.subtract(step), maximum.add(step))) {
        assertThat(finding(beyond, List.of(minimum), bounds).code())
            .as("%s in %s", beyond, bounds)
            .isEqualTo("out-of-bounds");
      }
      var usual = new ValueBounds(kind, null, null);
      if (kind != UnitKind.AMOUNT) {
        assertThat(usual.unusual(kind.minimum())).isNull();
        assertThat(usual.unusual(kind.maximum())).isNull();
        assertThat(usual.unusual(kind.minimum().subtract(step))).isNotNull();
        assertThat(usual.unusual(kind.maximum().add(step))).isNotNull();
      }
    }
  }

  /** A share is suspected from half the factor to twice the factor, from both sides. */
  @Test
  void aSlipOfSharesIsSeenFromHalfTheFactorToTwiceIt() {
    var step = new BigDecimal("0.0000000001");
    var bounds = new ValueBounds(UnitKind.PERCENT, null, new BigDecimal(1_000_000));
    for (var factor : Stream.of("10", "100", "1000", "10000").map(BigDecimal::new).toList()) {
      var last = new BigDecimal("4");
      var half = last.multiply(factor).divide(BigDecimal.TWO);
      var twice = last.multiply(factor).multiply(BigDecimal.TWO);
      for (var slip : List.of(half, twice)) {
        assertThat(finding(slip, List.of(last), bounds).code()).isEqualTo("unit-slip");
        assertThat(finding(last, List.of(slip), bounds).code()).isEqualTo("unit-slip");
      }
      for (var none : List.of(half.subtract(step), twice.add(step))) {
        assertThat(finding(none, List.of(last), bounds)).as("%s after %s", none, last).isNull();
        assertThat(finding(last, List.of(none), bounds)).as("%s after %s", last, none).isNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAsWorkedByHand(Example row) {
    var score = Plausibility.score(row.value(), row.earlier());
    var finding = finding(row.value(), row.earlier());
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
    assertThat(finding(new BigDecimal("18"), values).detail().en())
        .contains("the 5 figures before, 12", "4.05", "±3.5");
    assertThat(finding(new BigDecimal("17"), values).detail().zh()).contains("10 至 14", "跨度的一半");
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
      var one = finding(value, earlier);
      var other = finding(value.movePointRight(4), scaled);
      assertThat(other == null ? null : other.code())
          .as("%s after %s", value, earlier)
          .isEqualTo(one == null ? null : one.code());
    }
  }
}
