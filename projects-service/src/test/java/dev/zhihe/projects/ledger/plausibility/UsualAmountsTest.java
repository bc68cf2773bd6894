package dev.zhihe.projects.ledger.plausibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zhihe.projects.ledger.LedgerArea;
import dev.zhihe.projects.ledger.entry.LedgerKind;
import dev.zhihe.test.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class UsualAmountsTest {
  @Inject UsualAmounts usual;

  /** Half a year with 1 yuan a month, half a year with 100, and another with 300. */
  @Test
  void twelveMonthsBeforeEachMonthCountAndAllThatWasEntered() {
    var area = new LedgerArea("576001").loaded();
    var rows = new StringBuilder();
    for (int i = 0; i < 18; i++) {
      var month = YearMonth.of(2021, 1).plusMonths(i).toString();
      rows.append(area.row(i, 1, "paid", month, List.of("1", "100", "300").get(i / 6), "fiscal"));
    }
    // A month that was reversed is one without money.
    rows.append(area.row(18, 1, "paid", "2022-07", "5", "fiscal"));
    area.entered(rows.toString());
    area.reversed(area.entry(18));

    var known =
        usual.of(
            List.of(area.project(1), area.project(2)), List.of("2022-08", "2022-04", "2021-01"));
    var after = known.of(area.project(1), LedgerKind.PAID, "2022-08");
    assertThat(after.usual().getFirst()).isEqualByComparingTo("200");
    assertThat(after.usual().getLast()).isEqualByComparingTo("1666666.67");
    assertThat(after.before()).isEqualByComparingTo("2406");
    assertThat(after.total()).isEqualByComparingTo("120000000");
    assertThat(known.of(area.project(1), LedgerKind.PAID, "2022-04").usual().getFirst())
        .isEqualByComparingTo("100");
    var first = known.of(area.project(1), LedgerKind.PAID, "2021-01");
    assertThat(first.usual()).hasSize(1);
    assertThat(first.before()).isEqualByComparingTo("2406");
    assertThat(known.of(area.project(1), LedgerKind.ARRANGED, "2022-08").before()).isZero();
    assertThat(known.of(area.project(2), LedgerKind.PAID, "2022-08").usual()).hasSize(1);

    var one = usual.of(List.of(area.project(1)), List.of("2022-08"));
    assertThat(one.of(area.project(1), LedgerKind.PAID, "2022-08")).isEqualTo(after);
  }
}
