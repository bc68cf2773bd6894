package dev.zhihe.indicators.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.zhihe.indicators.dictionary.indicator.Direction;
import dev.zhihe.indicators.dictionary.indicator.Measure;
import dev.zhihe.indicators.dictionary.indicator.Nature;
import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.indicators.figures.observation.ObservationComparator;
import dev.zhihe.indicators.figures.observation.ObservationStatus;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.indicators.goals.TargetComparator;
import dev.zhihe.indicators.goals.TargetStatement;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.indicators.goals.YearBasis;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.review.Adoption;
import dev.zhihe.test.Family;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many targets of the plan can be judged in the middle of it, as the page says. */
class PlanJudgedTest {
  private static final String PLAN = "500106-145";
  private static final LocalDate MIDDLE = LocalDate.of(2023, 6, 30);

  private final Map<String, NamedCsvRecord> indicators =
      rows("02-indicators.csv")
          .collect(Collectors.toMap(row -> row.getField("code"), Function.identity()));
  private final List<TargetView> targets =
      rows("03-targets.csv").map(PlanJudgedTest::target).filter(this::ofThePlan).toList();
  private final List<Observed> printed =
      rows("09-observations.csv").map(PlanJudgedTest::observed).toList();

  @Test
  void withTheFiguresOfTheExample() throws IOException {
    var figures = new ArrayList<>(printed);
    var examples = JudgementTest.tableTwoByTimeProgress().toList();
    for (int i = 0; i < examples.size(); i++) {
      var target = targets.get(i);
      figures.add(
          figure(
              target.indicator(),
              target.board(),
              target.scope(),
              Objects.requireNonNull(examples.get(i).number("2022"))));
    }
    assertThat(targets)
        .hasSize(159)
        .anyMatch(target -> target.statements() != null && target.statements().size() > 1);
    assertThat(judged(Edition.FIRST, figures)).isEqualTo(12);
    assertThat(judged(Edition.SECOND, figures)).isEqualTo(13);
  }

  @Test
  void withAFigureOf2022ForEachTarget() {
    var figures = new ArrayList<>(printed);
    targets.stream()
        .map(target -> figure(target.indicator(), target.board(), target.scope(), BigDecimal.ONE))
        .distinct()
        .forEach(figures::add);
    assertThat(judged(Edition.FIRST, figures)).isEqualTo(27);
    assertThat(judged(Edition.SECOND, figures)).isEqualTo(42);
  }

  private long judged(Edition edition, List<Observed> figures) {
    return targets.stream()
        .map(
            target ->
                Judgement.of(question(edition, target, figures), AssessmentMethod.TIME_PROGRESS))
        .filter(judgement -> judgement.verdict().judged())
        .count();
  }

  private Judgement.Question question(Edition edition, TargetView target, List<Observed> figures) {
    var indicator = Objects.requireNonNull(indicators.get(target.indicator()));
    return new Judgement.Question(
        edition,
        target,
        word(indicator, "direction", Direction.class),
        word(indicator, "nature", Nature.class),
        2021,
        figures.stream()
            .filter(
                one ->
                    one.observation().indicator().equals(target.indicator())
                        && one.observation().area().equals(target.area())
                        && Objects.equals(one.observation().board(), target.board())
                        && Objects.equals(one.observation().scope(), target.scope()))
            .toList(),
        List.of(),
        MIDDLE);
  }

  private boolean ofThePlan(TargetView target) {
    return target.plan().equals(PLAN);
  }

  private static Observed figure(
      String indicator, @Nullable String board, @Nullable String scope, BigDecimal value) {
    return new Observed(
        new ObservationView(
            "made-up",
            indicator,
            "500106",
            board,
            scope,
            Objects.requireNonNull(Period.parse("2022")),
            ObservationComparator.EQ,
            value,
            null,
            ObservationStatus.ACTUAL,
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        1,
        false);
  }

  private static Observed observed(NamedCsvRecord row) {
    return new Observed(
        new ObservationView(
            row.getField("code"),
            row.getField("indicator"),
            row.getField("area"),
            text(row, "board"),
            text(row, "scope"),
            Objects.requireNonNull(Period.parse(row.getField("period"))),
            word(row, "comparator", ObservationComparator.class),
            number(row, "value"),
            null,
            word(row, "status", ObservationStatus.class),
            text(row, "measure") == null ? null : word(row, "measure", Measure.class),
            null,
            null,
            null,
            null,
            text(row, "document"),
            year(row, "sourceLine")),
        1,
        false);
  }

  private static TargetView target(NamedCsvRecord row) {
    return new TargetView(
        row.getField("code"),
        row.getField("plan"),
        row.getField("indicator"),
        row.getField("area"),
        text(row, "board"),
        text(row, "scope"),
        Integer.parseInt(row.getField("year")),
        word(row, "yearBasis", YearBasis.class),
        word(row, "comparator", TargetComparator.class),
        number(row, "value"),
        number(row, "valueMax"),
        number(row, "baselineValue"),
        year(row, "baselineYear"),
        text(row, "valuePrinted"),
        text(row, "measure") == null ? null : word(row, "measure", Measure.class),
        text(row, "verdictPrinted"),
        null,
        Adoption.ADOPTED,
        text(row, "document"),
        year(row, "sourceLine"),
        statements(row),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static @Nullable List<TargetStatement> statements(NamedCsvRecord row) {
    var text = text(row, "statements");
    return text == null
        ? null
        : Stream.of(text.split(";", -1))
            .map(one -> Objects.requireNonNull(TargetStatement.parse(one.strip()), one))
            .toList();
  }

  private static Stream<NamedCsvRecord> rows(String file) {
    return CsvReader.builder().ofNamedCsvRecord(Family.planFile(file)).stream();
  }

  private static <T extends Enum<T>> T word(NamedCsvRecord row, String column, Class<T> words) {
    return Views.constant(words, row.getField(column)).orElseThrow();
  }

  private static @Nullable String text(NamedCsvRecord row, String column) {
    return row.getField(column).isEmpty() ? null : row.getField(column);
  }

  private static @Nullable BigDecimal number(NamedCsvRecord row, String column) {
    var text = text(row, column);
    return text == null ? null : new BigDecimal(text);
  }

  private static @Nullable Integer year(NamedCsvRecord row, String column) {
    var text = text(row, column);
    return text == null ? null : Integer.valueOf(text);
  }
}
