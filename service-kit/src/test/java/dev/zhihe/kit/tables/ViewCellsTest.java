package dev.zhihe.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.zhihe.kit.json.Views;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cells of stored JSON are those of the record that it is read as. */
class ViewCellsTest {
  /** A word with another spelling. */
  public enum Word {
    @JsonProperty("in-force")
    @JsonAlias("有效")
    IN_FORCE,
    @JsonProperty("draft")
    DRAFT
  }

  /** Part of a view. */
  public record Part(String code, @Nullable BigDecimal share) {}

  /** Every type that a view may have. */
  public record Every(
      String code,
      @Nullable String text,
      @Nullable BigDecimal amount,
      @Nullable Integer line,
      int count,
      @Nullable Long size,
      long total,
      @Nullable Boolean maybe,
      boolean sure,
      double ratio,
      @Nullable Word word,
      @Nullable LocalDate day,
      @Nullable Instant instant,
      @Nullable List<String> names,
      @Nullable List<Part> parts,
      @Nullable Part part) {}

  /** As most views are. */
  public record Usual(
      String code,
      @Nullable String text,
      @Nullable BigDecimal amount,
      int count,
      boolean sure,
      @Nullable Word word,
      @Nullable LocalDate day,
      @Nullable List<String> names) {}

  /** A property has another name in JSON. */
  public record Renamed(@JsonProperty("id") String code, @Nullable String id2) {}

  private static Stream<Record> views() {
    var none =
        new Every(
            "a", null, null, null, 0, null, 0, null, false, 0, null, null, null, null, null, null);
    var part = new Part("p;1", new BigDecimal("0.50"));
    var all =
        new Every(
            "编码-1",
            "=\"1\",\r\n\t\\ \u2028 𠮷 \u0001",
            new BigDecimal("-0.00"),
            -7,
            Integer.MAX_VALUE,
            Long.MIN_VALUE,
            123,
            true,
            true,
            1.5,
            Word.IN_FORCE,
            LocalDate.of(2024, 2, 29),
            Instant.parse("2026-11-30T07:00:00.120Z"),
            List.of("a;b", "", "丙"),
            List.of(part, part),
            part);
    return Stream.of(
        none,
        all,
        new Usual("", "", new BigDecimal("1E+3"), -1, true, Word.DRAFT, null, List.of()),
        new Usual("x", null, new BigDecimal("12345678901234567890.10"), 0, false, null, null, null),
        new Renamed("x", null));
  }

  @ParameterizedTest
  @MethodSource("views")
  void readsStoredCellsAsTheRecordHasThem(Record view) {
    assertThat(stored(view.getClass(), Views.write(view)))
        .containsExactly(ViewCells.of(view.getClass()).of(view));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"a\",\"amount\":1E2,\"count\":5}",
        "{\"code\":\"a\",\"amount\":-0.0,\"count\":-0}",
        "{\"code\":\"a\",\"amount\":\"3.50\",\"count\":\"4\"}",
        "{\"names\":[\"x\"],\"word\":\"有效\",\"code\":\"a\",\"text\":null}",
        "{\"code\":\"a\",\"code\":\"b\"}",
        "{\"code\":5,\"sure\":\"true\",\"day\":\"2024-01-31\"}",
        " { \"code\" : \"a\\u4e2d\\/\" } ",
        "{}"
      })
  void readsOtherFormsAsMappingDoes(String json) {
    assertThat(stored(Usual.class, json))
        .containsExactly(ViewCells.of(Usual.class).of(Views.read(json, Usual.class)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"other\":1}", "{\"word\":\"none\"}", "[]", "{\"code\":\"a\""})
  void refusesWhatIsNotTheView(String json) {
    assertThatThrownBy(() -> stored(Usual.class, json))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Usual");
  }

  @Test
  void readsAPartOfTheBytes() {
    var bytes = "xx{\"code\":\"a\"}yy".getBytes(StandardCharsets.UTF_8);
    assertThat(ViewCells.of(Usual.class).ofStored(bytes, 2, bytes.length - 4)[0]).isEqualTo("a");
  }

  private static String[] stored(Class<? extends Record> view, String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return ViewCells.of(view).ofStored(bytes, 0, bytes.length);
  }
}
