package dev.zhihe.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The architecture rules of all modules. A module runs them over its own packages:
 *
 * <pre>{@code
 * class ArchitectureTest {
 *   @TestFactory
 *   Stream<DynamicTest> keepsTheRules() {
 *     return ArchitectureRules.over("dev.zhihe.indicators");
 *   }
 * }
 * }</pre>
 */
public final class ArchitectureRules {
  private ArchitectureRules() {}

  /**
   * One test per rule, over the production classes of a package and its subpackages.
   *
   * @param root the module's package; it must contain a class
   * @param seams interfaces that may have a single implementation, because a simulator can replace
   *     it
   */
  public static Stream<DynamicTest> over(String root, Class<?>... seams) {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    return over(root, classes, seams);
  }

  static Stream<DynamicTest> over(String root, JavaClasses classes, Class<?>... seams) {
    if (classes.isEmpty()) {
      throw new AssertionError("There is no class in " + root + ": rules over nothing always pass");
    }
    Stream.of(
            PersistenceRules.PUBLISHED,
            PersistenceRules.ADOPTABLE,
            PersistenceRules.ADOPTION_GUARD,
            NamingRules.IMPORT_FAMILY,
            HttpRules.WRITE,
            HttpRules.IMPORTS)
        .filter(named -> root.equals(Conditions.KIT) && !classes.contain(named))
        .forEach(
            named -> {
              throw new AssertionError(named + " has moved: name it anew in the rules");
            });
    var exempt = Arrays.stream(seams).map(Class::getName).collect(Collectors.toSet());
    return rules(root, exempt).values().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
  }

  /** The rules by name, for a module whose package is {@code root}. */
  static Map<String, ArchRule> rules(String root, Set<String> seams) {
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.putAll(NamingRules.rules());
    rules.putAll(StructureRules.rules(root, seams));
    rules.putAll(HttpRules.rules());
    rules.putAll(PersistenceRules.rules());
    rules.putAll(JdkRules.rules());
    rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
    return rules;
  }
}
