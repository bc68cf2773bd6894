package dev.zhihe.rules;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.zhihe.rules.sound.measure.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureRulesTest {
  private static final String SOUND = "dev.zhihe.rules.sound";

  @TestFactory
  Stream<DynamicTest> eachRuleFindsWhatBreaksIt() {
    return names()
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      var root = "dev.zhihe.rules.broken." + name.toLowerCase(Locale.ROOT);
                      var fixture = imported(root);
                      var marked =
                          fixture.stream()
                              .filter(type -> type.isAnnotatedWith(Breaks.class))
                              .collect(
                                  toMap(
                                      JavaClass::getName,
                                      type -> type.getAnnotationOfType(Breaks.class).times()));
                      assertThat(marked).isNotEmpty();

                      var offences =
                          ArchitectureRules.rules(root, Set.of())
                              .get(name)
                              .evaluate(fixture)
                              .getFailureReport()
                              .getDetails();

                      assertThat(offences)
                          .isNotEmpty()
                          .allSatisfy(offence -> assertThat(offender(offence, marked)).isPresent());
                      assertThat(
                              offences.stream()
                                  .collect(
                                      toMap(
                                          offence -> offender(offence, marked).orElseThrow(),
                                          offence -> 1,
                                          Integer::sum)))
                          .as("%s", offences)
                          .isEqualTo(marked);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> noRuleRefusesSoundCode() {
    var sound = imported(SOUND);
    return ArchitectureRules.rules(SOUND, Set.of(Clock.class.getName())).entrySet().stream()
        .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(sound)));
  }

  @Test
  void refusesAPackageThatNobodyHas() {
    assertThatThrownBy(() -> ArchitectureRules.over("dev.zhihe.nobody"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no class in dev.zhihe.nobody");
  }

  @Test
  void refusesAKitWithoutTheTypesItNames() {
    assertThatThrownBy(() -> ArchitectureRules.over("dev.zhihe.kit", imported(SOUND)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("has moved");
  }

  private static Stream<String> names() {
    return ArchitectureRules.rules(SOUND, Set.of()).keySet().stream();
  }

  private static JavaClasses imported(String root) {
    return new ClassFileImporter().importPackages(root);
  }

  /** The marked type that the offence names first. */
  private static Optional<String> offender(String offence, Map<String, Integer> marked) {
    return Pattern.compile("[\\w.$-]+")
        .matcher(offence)
        .results()
        .map(MatchResult::group)
        .flatMap(
            word ->
                marked.keySet().stream()
                    .filter(type -> word.equals(type) || word.startsWith(type + ".")))
        .findFirst();
  }
}
