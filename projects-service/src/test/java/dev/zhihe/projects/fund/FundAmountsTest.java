package dev.zhihe.projects.fund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.projects.document.fund.FundComparator;
import java.math.BigDecimal;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of the amounts of a fund. */
class FundAmountsTest {
  /** A million by the month before. */
  @ParameterizedTest
  @CsvSource({
    "1000000, , ",
    "5000000, , ",
    "200000, , ",
    "5000000.01, comment-required, ",
    "199999.99, comment-required, ",
    "10000000, comment-required, ",
    "100000000, comment-required, ",
    "999999999.99, unit-slip, unit-slip",
    "0, comment-required, ",
    "1000000000, unit-slip, unit-slip",
    "666666666, comment-required, ",
    "1500000000, unit-slip, unit-slip",
    "1500000001, comment-required, ",
    "2000000000, comment-required, ",
    "10000000000, unit-slip, unit-slip",
    "100000000000, comment-required, ",
    "1000000000000, comment-required, ",
    "10000000000000, unit-slip, unit-slip",
    "100000000000000, unit-slip, unit-slip",
    "1000000000000000, comment-required, ",
    "1000, unit-slip, unit-slip",
    "1500, unit-slip, unit-slip",
    "1500.01, comment-required, ",
    "500, comment-required, ",
    "100, unit-slip, unit-slip",
    "10, comment-required, ",
    "0.1, unit-slip, unit-slip",
    "0.01, unit-slip, unit-slip"
  })
  void aCommentExplainsWhatIsNoOtherUnit(
      BigDecimal amount, @Nullable String uncommented, @Nullable String commented) {
    var given = new FundAmounts(amount, amount, amount);
    var million = new BigDecimal("1000000.00");
    var before = new FundAmounts(million, million, million);
    for (var isCommented : new boolean[] {false, true}) {
      var expected = isCommented ? commented : uncommented;
      var findings = given.findings(before, isCommented);
      if (expected == null) {
        assertThat(findings).isEmpty();
      } else {
        assertThat(findings).containsOnlyKeys("committedYuan", "raisedYuan", "investedYuan");
        assertThat(findings.values())
            .allSatisfy(finding -> assertThat(finding.code()).isEqualTo(expected));
      }
    }
  }

  @Test
  void tellsTheAmountInYuan() {
    var before = new FundAmounts(new BigDecimal("3"), new BigDecimal("0"), new BigDecimal("0"));
    var given = new FundAmounts(new BigDecimal("30000"), new BigDecimal("7"), new BigDecimal("0"));
    var findings = given.findings(before, true);
    assertThat(findings).containsOnlyKeys("committedYuan"); // nothing to compare the others with
    var detail = findings.values().iterator().next().detail();
    assertThat(detail.en())
        .startsWith("about the position before, 3.00 yuan, × 10000")
        .endsWith("3.00");
    assertThat(detail.zh()).startsWith("约为上期 3.00 元 × 10000");
  }

  @ParameterizedTest
  @CsvSource({
    "3, 2, 1, ",
    "3, 3, 3, ",
    "0, 0, 0, ",
    "1, 2, 2, above-committed",
    "3, 1, 2, above-raised",
    "1, 2, 3, above-committed above-raised"
  })
  void raisedIsOfWhatIsCommittedAndInvestedOfWhatIsRaised(
      BigDecimal committed, BigDecimal raised, BigDecimal invested, @Nullable String expected) {
    var found = new ArrayList<String>();
    new FundAmounts(committed, raised, invested)
        .requireNested((field, code, zh, en, arguments) -> found.add(code));
    assertThat(String.join(" ", found)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource({
    "EQ, 9.99, false", "EQ, 10, true", "EQ, 10.01, true",
    "GE, 9.99, false", "GE, 10, true", "GE, 10.01, true",
    "APPROX, 9.99, false", "APPROX, 10, true", "APPROX, 10.01, true",
    "GT, 9.99, false", "GT, 10, false", "GT, 10.01, true",
    "LE, 9.99, true", "LE, 10, true", "LE, 10.01, false"
  })
  void comparesAsTheDocumentSays(FundComparator comparator, BigDecimal amount, boolean reached) {
    assertThat(comparator.isReachedBy(amount, BigDecimal.TEN)).isEqualTo(reached);
  }
}
