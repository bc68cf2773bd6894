package dev.zhihe.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which characters are taken in. */
class CharactersTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 8, 0xB, 0xC, 0xE, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF,
        0x1FFFE, 0x10FFFF
      })
  void refusesControlsAndNoncharacters(int point) {
    assertThat(Characters.unfit("甲" + Character.toString(point) + "乙")).isEqualTo(point);
    assertThat(Characters.repeatable("甲" + Character.toString(point) + "乙")).isEqualTo("甲\uFFFD乙");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "\uDFFF", "\uDC00\uD800", "a\uD83D", "\uDE00b"})
  void refusesHalvesOfSurrogatePairs(String text) {
    assertThat(Characters.unfit(text)).isBetween(0xD800, 0xDFFF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "甲\t乙\r\n丙",
        "😀",
        "𠮷野家",
        "a\u00A0b",
        "\uE000",
        "\uFFFD",
        "\uFDCF",
        "👩\u200D🔬"
      })
  void takesEverythingElse(String text) {
    assertThat(Characters.unfit(text)).isEqualTo(-1);
    assertThat(Characters.repeatable(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00A0",
        "\u200B",
        "\u3000\t",
        "\uFEFF",
        "\u2800",
        "\u3164",
        "\u202E\uFE0F",
        "\u00AD"
      })
  void takesWhatIsNotSeenForBlank(String text) {
    assertThat(Characters.isBlank(text)).isTrue();
    assertThat(Characters.isBlank(text + "甲")).isFalse();
  }

  @Test
  void takesAwayTheSpacesAroundATextAndNoneWithin() {
    assertThat(Characters.strip("\uFEFF\u3000甲\u00A0乙\u200B \u00A0")).isEqualTo("甲\u00A0乙");
    assertThat(Characters.strip("甲\r\n乙\r丙\n")).isEqualTo("甲\n乙\n丙");
    // an emoji and a name's variant end with a character that is not seen and means something
    assertThat(Characters.strip("❤\uFE0F")).isEqualTo("❤\uFE0F");
    assertThat(Characters.strip("葛\uDB40\uDD00")).isEqualTo("葛\uDB40\uDD00");
  }
}
