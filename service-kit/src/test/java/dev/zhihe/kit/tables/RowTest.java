package dev.zhihe.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells as people write them, and headers with a unit in them. */
class RowTest {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("code", "代码"),
          Column.optional("name", "名称"),
          Column.optional("dueDate", "截止日"),
          Column.optional("outputYuan", "产值"),
          Column.optional("areaM2", "面积"),
          Column.optional("tenants", "企业数"),
          Column.optional("tags", "标签"),
          Column.optional("outputYuan", "研发（R&D）产出"),
          Column.optional("outputYuan", "Output (all)"));

  private final List<Violation> violations = new ArrayList<>();

  private Row row(List<String> names, String... cells) {
    var header = new Header(1, names, COLUMNS);
    violations.addAll(header.violations());
    var columns =
        COLUMNS.stream()
            .collect(Collectors.toMap(Column::name, Function.identity(), (first, again) -> first));
    var values = new HashMap<String, String>();
    header.places().forEach((column, place) -> values.put(column, cells[place]));
    return new Row(2, columns, values, header, violations);
  }

  private Row row(String column, String cell) {
    return row(List.of("code", column), "a", cell);
  }

  private List<String> codes() {
    return violations.stream().map(Violation::code).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2025-06-30", "2025/6/30", "2025.6.30", "2025年6月30日", "20250630", "２０２５－０６－３０"})
  void readsADayInTheFormsPeopleWrite(String cell) {
    assertThat(row("dueDate", cell).date("dueDate")).isEqualTo(LocalDate.of(2025, 6, 30));
    assertThat(violations).isEmpty();
  }

  @Test
  void noOtherNameOfAColumnEndsWithAUnit() {
    assertThatThrownBy(() -> Column.optional("outputYuan", "产值（万元）"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(row(List.of("code", "产值", "Output (all)"), "a", "1", "2").isValid()).isTrue();
    assertThat(codes()).as("one column under two of its names").containsExactly("duplicate-column");
  }

  private enum Mood {
    @JsonProperty("glad")
    @JsonAlias({"高兴", "开心"})
    GLAD,
    @JsonProperty("sad")
    SAD
  }

  @Test
  void tellsTheWordsThatThereAreWithWhatChineseReadersCallThem() {
    assertThat(row("name", "开心").word("name", Mood.class)).isEqualTo(Mood.GLAD);
    assertThat(row("name", "cross").word("name", Mood.class)).isNull();
    assertThat(violations.getFirst().detail())
        .isEqualTo(new Text("应为其中之一：glad 高兴、sad", "one of: glad, sad"));
  }

  @Test
  void saysThatThereIsNoYearZero() {
    assertThat(row("dueDate", "0000-06-30").date("dueDate")).isNull();
    assertThat(codes()).containsExactly("no-such-date");
  }

  @Test
  void saysThatJuneHasNoThirtyFirst() {
    assertThat(row("dueDate", "2025-06-31").date("dueDate")).isNull();
    assertThat(codes()).containsExactly("no-such-date");
    assertThat(violations.getFirst().detail().zh()).isEqualTo("2025 年 6 月没有 31 日");
    assertThat(violations.getFirst().value()).isEqualTo("2025-06-31");
  }

  @ParameterizedTest
  @CsvSource({
    "产值,12.5,12.50",
    "产值（万元）,12.5,125000.00",
    "产值(亿元),0.5,50000000.00",
    "outputYuan (千元),1,1000.00",
    "产值（万元）,１２．５,125000.00",
    "研发（R&D）产出,12.5,12.50",
    "研发（R&D）产出（万元）*,12.5,125000.00",
    "output (ALL) (yuan),12.5,12.50"
  })
  void readsMoneyInTheUnitThatTheHeaderNames(String column, String cell, BigDecimal yuan) {
    assertThat(row(column, cell).yuan("outputYuan")).isEqualTo(yuan);
    assertThat(violations).isEmpty();
  }

  @Test
  void readsAreasInTenThousandsAndCountsWithTheirCounter() {
    assertThat(row("面积（万平方米）", "1.7").squareMetres("areaM2")).isEqualTo("17000");
    assertThat(row("企业数（家）", "12").whole("tenants", 0, 100)).isEqualTo(12);
    assertThat(violations).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "12.0, 12", "-3.00, -3", "12.5,", "1e1,", "12., "})
  void readsAWholeNumberWithNothingBehindItsPoint(String cell, @Nullable Integer number) {
    assertThat(row("tenants", cell).whole("tenants", -9, 100)).isEqualTo(number);
    assertThat(codes()).isEqualTo(number == null ? List.of("whole-number") : List.of());
  }

  @Test
  void refusesAUnitThatIsNoneOfTheColumns() {
    row("产值（平方米）", "1");
    assertThat(codes()).containsExactly("unknown-unit");
    assertThat(violations.getFirst().detail().zh()).contains("万元");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5亿元", "1,000", "1e3", "约 3", "3 500"})
  void refusesANumberWithAnythingElseInIt(String cell) {
    assertThat(row("outputYuan", cell).yuan("outputYuan")).isNull();
    assertThat(codes()).containsExactly("number");
    assertThat(violations.getFirst().value()).isEqualTo(cell);
  }

  @Test
  void refusesATextThatASpreadsheetWouldCompute() {
    assertThat(row("name", "=1+1").text("name")).isNull();
    assertThat(codes()).containsExactly("formula");
  }

  @Test
  void countsARareIdeographAsOneCharacter() {
    var rare = "𠀀".repeat(500);
    assertThat(row("name", rare).text("name")).isEqualTo(rare);
    assertThat(row("tags", rare + ";" + "甲".repeat(500)).names("tags")).hasSize(2);
    assertThat(violations).isEmpty();
    assertThat(row("name", rare + "字").text("name")).isNull();
    assertThat(row("tags", rare + "字").names("tags")).isEmpty();
    assertThat(row("tags", "𠀀;".repeat(5_000) + "字").list("tags")).isEmpty();
    assertThat(codes()).containsExactly("too-long", "too-long", "too-long");
  }

  @Test
  void readsListsJoinedByEitherSemicolon() {
    assertThat(row("tags", "甲；乙; 丙").list("tags")).containsExactly("甲", "乙", "丙");
  }

  @Test
  void passesOverTheColumnThatARefusedFileCameBackWith() {
    row(List.of("code", Header.ERRORS), "a", "code：…");
    assertThat(violations).isEmpty();
  }

  @Test
  void keepsTheDigitsOfANumberThatIsTheSame() {
    var row = row("outputYuan", "4");
    row.cells().keepDigits(Map.of("outputYuan", "4.00"));
    assertThat(row.decimal("outputYuan")).isEqualTo(new BigDecimal("4.00"));
  }

  @Test
  void knowsWhatIsKeptBecauseTheFileDoesNotHaveIt() {
    var cells = row("outputYuan", "").cells();
    cells.keep(Map.of("outputYuan", "4.00", "areaM2", "7", "tenants", ""));
    assertThat(cells.kept("outputYuan")).isNull();
    assertThat(cells.stored("outputYuan")).isEqualTo("4.00");
    assertThat(cells.text("outputYuan")).isNull();
    assertThat(cells.kept("areaM2")).isEqualTo("7");
    assertThat(cells.text("areaM2")).isEqualTo("7");
    assertThat(cells.kept("tenants")).isNull();
  }
}
