package dev.zhihe.indicators.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.indicators.assessment.Judgement.Milestone;
import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.dictionary.indicator.Nature;
import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.review.Adoption;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of docs/methods/assessment.md, worked again. */
class JudgementTest {
  private static final Path PAGE = Path.of("../docs/methods/assessment.md");

  /** A row of a table: its cells by the names in the head. */
  record Example(Map<String, String> cells) {
    @Nullable String text(String column) {
      var cell = cells.get(column);
      return cell == null || cell.isEmpty() ? null : cell;
    }

    @Nullable BigDecimal number(String column) {
      var text = text(column);
      return text == null ? null : new BigDecimal(text);
    }

    @Nullable Integer year(String column) {
      var text = text(column);
      return text == null ? null : Integer.valueOf(text);
    }

    <T extends Enum<T>> T word(String column, Class<T> words) {
      return Views.constant(words, Objects.requireNonNull(text(column))).orElseThrow();
    }

    @Override
    public String toString() {
      return String.valueOf(cells.values().iterator().next());
    }
  }

  static Stream<Example> tableTwoByTimeProgress() throws IOException {
    return rows("By `time-progress`:");
  }

  static Stream<Example> tableTwoByRequiredGrowth() throws IOException {
    return rows("By `required-growth`:");
  }

  static Stream<Example> rules() throws IOException {
    return Stream.concat(
        rows("## Examples: every rule"),
        rows("## Examples: baselines, increments, sources, milestones"));
  }

  @ParameterizedTest
  @MethodSource("tableTwoByTimeProgress")
  void timeProgressOfTableTwoIsAsWorkedByHand(Example row) {
    requireAsWorked(row, AssessmentMethod.TIME_PROGRESS);
  }

  @ParameterizedTest
  @MethodSource("tableTwoByRequiredGrowth")
  void requiredGrowthOfTableTwoIsAsWorkedByHand(Example row) {
    requireAsWorked(row, AssessmentMethod.REQUIRED_GROWTH);
  }

  private static void requireAsWorked(Example row, AssessmentMethod method) {
    var target =
        target(
            row.toString().equals("科技型企业数") ? TargetComparator.EQ : TargetComparator.GE,
            row.number("target"),
            null,
            null,
            row.number("baseline"),
            row.year("of"),
            2025);
    var nature = row.toString().equals("技术市场交易额") ? Nature.CUMULATIVE : Nature.LEVEL;
    var observations = List.of(observed("a", "2022 eq " + row.text("2022") + " actual"));
    var on = LocalDate.of(2023, 6, 30);
    requireTold(
        row,
        Judgement.of(
            new Judgement.Question(
                Edition.LATEST,
                target,
                Direction.INCREASE,
                nature,
                2021,
                observations,
                List.of(),
                on),
            method));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eachRuleIsAsWorkedByHand(Example row) {
    var target =
        target(
            row.word("comparator", TargetComparator.class),
            row.number("target"),
            row.number("upper"),
            row.text("measure") == null ? null : row.word("measure", Measure.class),
            row.number("baseline"),
            row.year("of"),
            Objects.requireNonNull(row.year("deadline")));
    var observed = new ArrayList<Observed>();
    for (var one : Objects.requireNonNull(row.text("observed")).split(";", -1)) {
      observed.add(observed("o" + observed.size(), one.strip()));
    }
    var judged =
        Judgement.of(
            new Judgement.Question(
                Edition.LATEST,
                target,
                row.word("direction", Direction.class),
                row.word("nature", Nature.class),
                Objects.requireNonNull(row.year("plan from")),
                observed,
                milestones(row.text("milestones")),
                LocalDate.parse(Objects.requireNonNull(row.text("on")))),
            row.word("method", AssessmentMethod.class));
    requireTold(row, judged);
    assertThat(judged.cautions().stream().map(Views::word).collect(Collectors.joining(" ")))
        .isEqualTo(row.cells().get("cautions"));
    if (row.word("method", AssessmentMethod.class) == AssessmentMethod.ANNUAL) {
      assertThat(judged.milestones())
          .as("milestones of the figure's year alone")
          .allMatch(one -> one.year() == Objects.requireNonNull(judged.observed()).day().getYear());
    }
  }

  /** Of a text such as {@code 2022 60; 2023 75}. */
  private static List<Milestone> milestones(@Nullable String text) {
    var milestones = new ArrayList<Milestone>();
    for (var one : text == null ? new String[0] : text.split(";", -1)) {
      var words = one.strip().split(" ", -1);
      milestones.add(
          new Milestone("m" + words[0], 1, Integer.parseInt(words[0]), new BigDecimal(words[1])));
    }
    return milestones;
  }

  private static void requireTold(Example row, Judgement judged) {
    assertThat(Views.word(judged.verdict())).isEqualTo(row.text("verdict"));
    assertThat(judged.timePercent()).isEqualTo(row.number("time %"));
    assertThat(judged.expected()).isEqualTo(row.number("expected"));
    assertThat(judged.achievedPercent()).isEqualTo(row.number("done %"));
    assertThat(judged.growthPercent()).isEqualTo(row.number("growth %"));
    assertThat(judged.gap()).isEqualTo(row.number("gap"));
  }

  @Test
  void paceAndProjectionAreOfTheWholeWay() {
    var target =
        target(
            TargetComparator.GE,
            new BigDecimal("4.0"),
            null,
            null,
            new BigDecimal("3.55"),
            2020,
            2025);
    var judged =
        Judgement.of(
            new Judgement.Question(
                Edition.LATEST,
                target,
                Direction.INCREASE,
                Nature.RATIO,
                2021,
                List.of(observed("a", "2022 eq 3.8 actual")),
                List.of(),
                LocalDate.of(2023, 6, 30)),
            AssessmentMethod.TIME_PROGRESS);
    assertThat(judged.pace()).isEqualTo("0.125"); // 0.25 in two years
    assertThat(judged.needed()).isEqualTo("0.0667"); // 0.2 in three
    assertThat(judged.projected()).isEqualTo("4.175");
  }

  /** Whatever a target or a figure says, it has a verdict; the seed of a failure is in its name. */
  @RepeatedTest(20)
  void noContentIsBeyondJudging(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < 500; i++) {
      var baseline = random.nextInt(5) == 0 ? null : number(random);
      var least = random.nextInt(3) == 0 && baseline != null ? baseline : number(random);
      var comparator = one(random, TargetComparator.values());
      var baselineYear = baseline == null ? null : Integer.valueOf(1900 + random.nextInt(301));
      var observations = new ArrayList<Observed>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        var year = random.nextBoolean() ? 1900 + random.nextInt(301) : 2019 + random.nextInt(8);
        var period = year + one(random, "", "-H1", "-Q3", "-01", "-12");
        var bound =
            Views.word(
                one(
                    random,
                    dev.zhihe.indicators.figures.observation.ObservationComparator.values()));
        var value = random.nextInt(3) == 0 ? least : number(random);
        observations.add(
            observed("o" + n, period + " " + bound + " " + value.toPlainString() + " actual"));
      }
      var target =
          target(
              comparator,
              least,
              comparator == TargetComparator.RANGE ? least.add(number(random).abs()) : null,
              random.nextBoolean() ? null : one(random, Measure.values()),
              baseline,
              baselineYear,
              random.nextBoolean() ? 2025 : 1900 + random.nextInt(301));
      var milestones = new ArrayList<Milestone>();
      for (int n = random.nextInt(4); n > 0; n--) {
        var value = random.nextInt(3) == 0 ? least : number(random);
        milestones.add(new Milestone("m" + n, n, 2018 + random.nextInt(10), value));
      }
      for (var method : AssessmentMethod.values()) {
        var edition = method.in(Edition.FIRST) ? one(random, Edition.values()) : Edition.LATEST;
        var judged =
            Judgement.of(
                new Judgement.Question(
                    edition,
                    target,
                    one(random, Direction.values()),
                    one(random, Nature.values()),
                    random.nextBoolean() ? 2021 : 1900 + random.nextInt(301),
                    observations,
                    edition == Edition.FIRST ? List.of() : milestones,
                    LocalDate.of(1900 + random.nextInt(301), 1 + random.nextInt(12), 28)),
                method);
        assertThat(AssessmentVerdict.of(edition)).contains(judged.verdict());
        var why =
            edition == Edition.FIRST
                ? FirstEdition.explanation(target, "个", judged)
                : Explanation.of(target, method, judged, "个", null);
        assertThat(why.zh()).endsWith("：" + judged.verdict().words(edition).zh());
      }
    }
  }

  /** As many digits as a figure may have, or a plain one. */
  private static BigDecimal number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> BigDecimal.ZERO;
      case 1 -> new BigDecimal("999999999999999999.9999999999");
      case 2 -> new BigDecimal("0.0000000001");
      case 3 -> new BigDecimal("-999999999999999999.9999999999");
      case 4 -> BigDecimal.valueOf(random.nextInt(2_000) - 500);
      default -> new BigDecimal(new BigInteger(90, random), 10);
    };
  }

  @SafeVarargs
  private static <T> T one(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }

  static TargetView target(
      TargetComparator comparator,
      @Nullable BigDecimal value,
      @Nullable BigDecimal upper,
      @Nullable Measure measure,
      @Nullable BigDecimal baseline,
      @Nullable Integer baselineYear,
      int year) {
    return new TargetView(
        "t",
        "p",
        "i",
        "500106",
        null,
        null,
        year,
        null,
        comparator,
        value,
        upper,
        baseline,
        baselineYear,
        null,
        measure,
        null,
        null,
        Adoption.ADOPTED,
        "d",
        67,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /**
   * Of a text such as {@code 2022 eq 3.8 actual}. Its measure may follow, and its line in the
   * target's document, such as {@code increment @67}.
   */
  static Observed observed(String code, String text) {
    var given = text.split(" +", -1);
    var line =
        given[given.length - 1].startsWith("@") ? given[given.length - 1].substring(1) : null;
    var lined = line == null ? given : Arrays.copyOf(given, given.length - 1);
    var measure = Views.constant(Measure.class, lined[lined.length - 1]).orElse(null);
    var words = measure == null ? lined : Arrays.copyOf(lined, lined.length - 1);
    var status = Views.constant(ObservationStatus.class, words[words.length - 1]).orElseThrow();
    return new Observed(
        new ObservationView(
            code,
            "i",
            "500106",
            null,
            null,
            Objects.requireNonNull(Period.parse(words[0])),
            Views.constant(
                    dev.zhihe.indicators.figures.observation.ObservationComparator.class, words[1])
                .orElseThrow(),
            words.length < 4 ? null : new BigDecimal(words[2]),
            null,
            status,
            measure,
            null,
            null,
            null,
            null,
            line == null ? null : "d",
            line == null ? null : Integer.valueOf(line)),
        1,
        false);
  }

  private static Stream<Example> rows(String after) throws IOException {
    var lines =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.equals(after))
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .map(JudgementTest::cells)
            .toList();
    assertThat(lines).as("rows after %s", after).hasSizeGreaterThan(10);
    return lines.stream()
        .skip(2)
        .map(
            cells -> {
              var row = new LinkedHashMap<String, String>();
              for (int i = 0; i < cells.size(); i++) {
                row.put(lines.getFirst().get(i), cells.get(i));
              }
              return new Example(row);
            });
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
        .map(String::strip)
        .toList();
  }
}
