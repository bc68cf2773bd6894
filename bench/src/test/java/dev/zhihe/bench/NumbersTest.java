package dev.zhihe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void theMedianIsInTheMiddle() {
    assertThat(Numbers.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
    assertThat(Numbers.median(List.of(4.0, 1.0, 2.0, 8.0))).isEqualTo(3);
    assertThat(Numbers.median(List.of())).isNaN();
  }

  @Test
  void whatWasNotMeasuredCountsForNothing() {
    assertThat(Numbers.median(List.of(Double.NaN, 7.0))).isEqualTo(7);
    assertThat(Numbers.format(Double.NaN)).isEqualTo("–");
  }

  @Test
  void theSpreadIsAShareOfTheMedian() {
    assertThat(Numbers.spread(List.of(90.0, 100.0, 120.0))).isEqualTo(0.3);
  }

  @Test
  void aPercentileIsAMeasuredValue() {
    var hundred = new double[100];
    for (var place = 0; place < 100; place++) {
      hundred[place] = place + 1;
    }
    assertThat(Numbers.percentile(hundred, 50)).isEqualTo(50);
    assertThat(Numbers.percentile(hundred, 99)).isEqualTo(99);
    assertThat(Numbers.percentile(new double[] {3}, 99)).isEqualTo(3);
    assertThat(Numbers.percentile(new double[0], 99)).isNaN();
  }
}
