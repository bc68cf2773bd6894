package dev.zhihe.kit.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "学府悦园·众创园, 学府悦园众创园",
        "大学城北拓区“独角兽”岛, 大学城北拓区独角兽岛",
        "科技抗疫-区域卫生健康, 科技抗疫区域卫生健康",
        "西部（重庆）地质 科技 创新研究院, 西部重庆地质科技创新研究院",
        "环西南政法—川外, 环西南政法川外",
        "Ｒ＆Ｄ　Expenditure, rdexpenditure",
        "全社会研究与开发支出占 GDP 比重, 全社会研究与开发支出占gdp比重",
        "面积 ㎡, 面积m2",
        "500106-pf-035, 500106pf035",
        "二〇年, 二〇年",
        "·—“”, ``"
      })
  void comparesLettersAndDigitsAlone(String name, String normal) {
    assertThat(Spelling.normal(name)).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "环大学创新生态圈, hdxcxstq",
    "环重庆大学创新生态圈, cqdx",
    "环重庆大学创新生态圈, zqdx",
    "重庆长安, cqca",
    "长子县, zzx",
    "厦门, xm",
    "广厦, gs",
    "银行, yh",
    "行政, xz",
    "区科技局, qkjj",
    "5G产业园, 5gcyy",
    "R&D经费, rdjf",
    "会计学院, kjxy",
    "蔚县, yx",
    "六安市, las",
    "乐山, ls",
    "音乐厅, yyt"
  })
  void knowsTheInitialsOfEveryReading(String name, String initials) {
    assertThat(Spelling.of(name).initials()).containsPattern(Spelling.initialsPattern(initials));
  }

  @ParameterizedTest
  @CsvSource({"重庆, cz", "研究院, yy", "环大学, hx", "R&D, rd"})
  void doesNotKnowOtherInitials(String name, String initials) {
    assertThat(Spelling.of(name).initials())
        .doesNotContainPattern(Spelling.initialsPattern(initials));
  }

  @Test
  void aCharacterBeyondTheLibrarysHasNoInitialAndHidesNoOther() {
    var spelling = Spelling.of("𬭊元素园");

    assertThat(spelling.normal()).isEqualTo("𬭊元素园");
    assertThat(spelling.length()).isEqualTo(4);
    assertThat(spelling.initials()).isEqualTo("||y|s|y|");
  }

  /** What the index is asked for must be in the index, or a name would not be found. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "环重庆大学创新生态圈",
        "学府悦园·众创园",
        "5G产业园",
        "R&D expenditure",
        "园",
        "𬭊元素园",
        "500106-pf-035"
      })
  void everyPartOfANameHasItsGrams(String name) {
    var spelling = Spelling.of(name);
    var characters = spelling.normal().codePoints().toArray();
    for (int from = 0; from < characters.length; from++) {
      for (int to = from + 1; to <= characters.length; to++) {
        var part = new String(characters, from, to - from);
        assertThat(spelling.grams()).containsAll(Spelling.gramsWithin(part));
        if (from == 0) {
          assertThat(spelling.grams()).containsAll(Spelling.gramsBeginning(part));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cqcjhjy", "zqzjkjy", "cqzjkjy"})
  void everyReadingOfEveryPartOfANameHasItsGrams(String reading) {
    var spelling = Spelling.of("重庆长江会计园");
    for (int from = 0; from < reading.length(); from++) {
      for (int to = from + 1; to <= reading.length(); to++) {
        var part = reading.substring(from, to);
        assertThat(spelling.grams()).containsAll(Spelling.gramsOfInitials(part));
        assertThat(spelling.initials()).containsPattern(Spelling.initialsPattern(part));
      }
    }
  }

  @Test
  void noGramHasASpaceWhichDividesThemOnTheirWay() {
    var grams = Spelling.of("R&D　研究 与 开发\t（重庆）").grams();

    assertThat(grams)
        .isNotEmpty()
        .allMatch(gram -> gram.chars().noneMatch(Character::isWhitespace));
  }

  @Test
  void tellsInitialsFromOtherTexts() {
    assertThat(Spelling.maybeInitials("hdx")).isTrue();
    assertThat(Spelling.maybeInitials("5g")).isTrue();
    assertThat(Spelling.maybeInitials("2025")).isFalse();
    assertThat(Spelling.maybeInitials("hd学")).isFalse();
  }

  @Test
  void namesBeyondAllMeasureAreComparedByTheirBeginning() {
    assertThat(Spelling.of("园".repeat(1_001)).length()).isEqualTo(1_000);
  }
}
