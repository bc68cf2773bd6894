package dev.zhihe.platforms.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.platforms.occupancy.figure.OccupancyFigure;
import dev.zhihe.platforms.period.PeriodKind;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldTest {
  @Test
  void hasWhatTheBuiltInFormSaysWhereAFileLeavesItOut() {
    var field = Objects.requireNonNull(FormField.parse("occupiedAreaM2|required|0|50000"));
    assertThat(field.labelZh()).isEqualTo("入驻面积");
    assertThat(field.unit()).isEqualTo(FormUnit.SQUARE_METRES);
    assertThat(field.required()).isTrue();
    assertThat(field.maximum()).isEqualByComparingTo("50000");
    assertThat(field.explanationEn()).startsWith("Area let");
    assertThat(FormField.parse("employees")).isNotNull().matches(one -> !one.required());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "area",
        "occupiedAreaM2|maybe",
        "occupiedAreaM2|required|-1",
        "occupiedAreaM2|required|5|4",
        "comment|optional|1",
        "occupiedAreaM2|required|0|1|名|Name|解释|Explanation|more",
        "occupiedAreaM2|required|0|1|一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"
      })
  void isNotReadFromAnythingElse(String text) {
    assertThat(FormField.parse(text)).isNull();
  }

  @Test
  void isReadBackAsItIsWritten() {
    var form = FormInForce.builtIn(PeriodKind.MONTH);
    assertThat(form.fields())
        .allSatisfy(field -> assertThat(FormField.parse(field.toString())).isEqualTo(field));
    assertThat(form.fields().stream().map(FormField::toString).collect(Collectors.joining(";")))
        .hasSizeLessThan(10_000);
  }

  /** The figures of a report, and its comment. */
  @Test
  void isOneOfTheFiguresOfAReport() {
    assertThat(Stream.of(ReportField.values()).map(ReportField::field))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(OccupancyFigure.values()).map(OccupancyFigure::property),
                    Stream.of("comment"))
                .toList());
    for (var figure : OccupancyFigure.values()) {
      assertThat(ReportField.of(figure.property()))
          .isNotNull()
          .matches(field -> field.always() == figure.required(), figure.property());
    }
  }
}
