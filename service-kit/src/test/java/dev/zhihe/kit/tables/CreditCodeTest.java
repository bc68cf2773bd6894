package dev.zhihe.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditCodeTest {
  /** Codes of real organisations, and of the one that the local realm invents. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "91330100799655058B",
        "9144030071526726XG",
        "914403001922038216",
        "91110000802100433B",
        "91000000MA00000157"
      })
  void acceptsACodeAndNoneThatDiffersInOneCharacter(String code) {
    assertThat(CreditCode.isSound(code)).isTrue();
    for (int place = 0; place < 18; place++) {
      for (var other : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
        var mistyped = new StringBuilder(code);
        mistyped.setCharAt(place, other);
        assertThat(CreditCode.isSound(mistyped.toString()))
            .as(mistyped.toString())
            .isEqualTo(mistyped.toString().equals(code));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "91330100799655058",
        "91330100799655058BB",
        "91330100799655058b",
        "9133010079965505IB",
        " 91330100799655058B",
        "９1330100799655058B"
      })
  void refusesWhatIsNoCode(String text) {
    assertThat(CreditCode.hasShape(text)).isFalse();
    assertThat(CreditCode.isSound(text)).isFalse();
  }
}
