package dev.zhihe.platforms.registry.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.zhihe.platforms.registry.alias.AliasView;
import dev.zhihe.platforms.registry.alias.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicateSearchTest {
  @Test
  void namesThatDifferInPunctuationAndWidthAloneAreTheSame() {
    var pair = onlyPair(named("a", "学府悦园·众创园"), named("b", "学府悦园 众创园（）"));
    assertThat(pair.reasons())
        .containsExactly(DuplicateReason.SAME_NAME, DuplicateReason.SIMILAR_NAME);
    assertThat(pair.score()).isEqualByComparingTo("1");
    assertThat(pair.nameSimilarity()).isEqualByComparingTo("1");
    assertThat(pair.sharedNames()).containsExactly("学府悦园·众创园");
  }

  @Test
  void aNameWithoutLettersIsLikeNoOther() {
    assertThat(pairs(0.3, named("a", "——"), named("b", "（）"), named("c", "园"), named("d", "二〇园")))
        .isEmpty();
  }

  @Test
  void anAliasOfTheOneIsTheNameOfTheOther() {
    var pair = onlyPair(named("a", "铁路口岸创新中心"), named("b", "黄金湾·智谷", "铁路口岸 创新中心"));
    assertThat(pair.reasons()).containsExactly(DuplicateReason.SHARED_ALIAS);
    assertThat(pair.score()).isEqualByComparingTo("0.95");
  }

  @Test
  void aNameWithinAnotherCountsByItsShareAndOnlyFromFourCharactersOn() {
    var pair = onlyPair(named("a", "金沙星座·科创园"), named("b", "金沙星座·科创园孵化器、加速器"));
    assertThat(pair.reasons()).contains(DuplicateReason.NAME_WITHIN);
    assertThat(pair.score()).isEqualByComparingTo("0.72"); // 0.4 + 0.6 × 7 ÷ 13
    assertThat(pairs(0.3, named("a", "科创园"), named("b", "金沙星座·科创园孵化器、加速器"))).isEmpty();
  }

  @Test
  void proposalsOfAliasesMeetUnderTheirCanonicalName() {
    var platforms = List.of(named("a", "浪尖融汇意创园"), named("b", "西部设计城"), named("c", "工创谷"));
    var found =
        DuplicateSearch.among(
            platforms,
            List.of(
                alias("浪尖融汇·意创园", "某标准名称", Relation.SAME),
                alias("西部设计城", "某标准名称", Relation.SAME),
                alias("工创谷", "某标准名称", Relation.RELATED)),
            0.3);
    assertThat(found)
        .extracting(PlatformDuplicate::platform, PlatformDuplicate::other, line -> line.reasons())
        .containsExactly(
            tuple("a", "b", List.of(DuplicateReason.PROPOSED_SAME)),
            tuple("a", "c", List.of(DuplicateReason.PROPOSED_RELATED)),
            tuple("b", "c", List.of(DuplicateReason.PROPOSED_RELATED)));
  }

  @Test
  void oneOperatorAtOnePlaceIsAReason() {
    var pair =
        onlyPair(
            ComparedPlatform.of("a", "星尘众创园", List.of(), "op-1", "北一街 8 号"),
            ComparedPlatform.of("b", "云杉谷", List.of(), "op-1", "北一街8号"));
    assertThat(pair.reasons()).containsExactly(DuplicateReason.SAME_OPERATOR_AND_LOCATION);
    assertThat(
            pairs(
                0.3,
                ComparedPlatform.of("a", "星尘众创园", List.of(), "op-1", "北一街 8 号"),
                ComparedPlatform.of("b", "云杉谷", List.of(), "op-2", "北一街8号")))
        .isEmpty();
  }

  @Test
  void whatManyNamesHaveInCommonMakesNoPair() {
    var industries = "集成电路 人工智能 生物医药 先进材料 智能网联 量子通信 能源装备 轨道交通 数字文创 绿色低碳".split(" ", -1);
    var platforms = new ArrayList<ComparedPlatform>();
    for (var industry : industries) {
      platforms.add(named(industry, industry + "产业技术研究院"));
    }
    assertThat(DuplicateSearch.among(platforms, List.of(), 0.6)).isEmpty();
    platforms.add(named("other", "量子通讯产业技术研究院"));
    assertThat(DuplicateSearch.among(platforms, List.of(), 0.6))
        .extracting(PlatformDuplicate::platform, PlatformDuplicate::other)
        .containsExactly(tuple("量子通信", "other"));
  }

  /** What prunes candidates loses no pair: the same as comparing each with each. */
  @Test
  void findsEveryPairThatComparingEachWithEachFinds() {
    var random = new Random(7);
    var names =
        IntStream.range(0, 900)
            .mapToObj(
                i ->
                    random
                        .ints(4 + random.nextInt(5), 0x4E00, 0x4E00 + 9)
                        .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                        .append(i % 3 == 0 ? "研究院" : "技术研究院")
                        .toString())
            .toList();
    var grams = new NameGrams(names);
    var found = new ArrayList<String>();
    grams.each(0.6, (one, other, similarity) -> found.add(one + "+" + other));
    var expected = new ArrayList<String>();
    for (int one = 0; one < names.size(); one++) {
      for (int other = one + 1; other < names.size(); other++) {
        if (grams.similarity(one, other) >= 0.6) {
          expected.add(one + "+" + other);
        }
      }
    }
    assertThat(expected).hasSizeGreaterThan(10);
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static PlatformDuplicate onlyPair(ComparedPlatform... platforms) {
    var found = pairs(0.6, platforms);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<PlatformDuplicate> pairs(double least, ComparedPlatform... platforms) {
    return DuplicateSearch.among(List.of(platforms), List.of(), least);
  }

  private static ComparedPlatform named(String code, String name, String... aliases) {
    return ComparedPlatform.of(code, name, List.of(aliases), null, null);
  }

  private static AliasView alias(String name, String canonical, Relation relation) {
    return new AliasView("n", "181201", name, canonical, "园区", relation, 1, List.of(), null);
  }
}
