package dev.zhihe.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.zhihe.rules.Conditions.dependencies;
import static dev.zhihe.rules.Conditions.everyClass;
import static dev.zhihe.rules.Conditions.ours;
import static dev.zhihe.rules.Conditions.satisfy;
import static dev.zhihe.rules.Conditions.within;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ClassesTransformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for the structure and dependencies of classes. */
final class StructureRules {
  private static final ClassesTransformer<JavaPackage> PACKAGES =
      new AbstractClassesTransformer<>("packages") {
        @Override
        public Iterable<JavaPackage> doTransform(JavaClasses classes) {
          return classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        }
      };
  private static final List<String> INJECTIONS =
      List.of(
          "jakarta.inject.Inject",
          "jakarta.annotation.Resource",
          "jakarta.persistence.PersistenceContext",
          "jakarta.ws.rs.core.Context",
          "org.eclipse.microprofile.config.inject.ConfigProperty");

  private StructureRules() {}

  static Map<String, ArchRule> rules(String root, Set<String> seams) {
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.put(
        "nullMarked",
        all(PACKAGES)
            .should(satisfy("be @NullMarked in their package-info", StructureRules::unmarked)));
    rules.put(
        "baseClasses",
        everyClass(
            "have no base class of our own: what they share, they hold",
            StructureRules::baseClass));
    rules.put(
        "interfaces",
        everyClass(
            "have a second implementation if they are interfaces and no listed seams",
            type -> seams.contains(type.getName()) ? Stream.of() : onlyOne(type)));
    rules.put(
        "fieldInjection",
        everyClass("be given what they need by their constructor", StructureRules::injected));
    rules.put(
        "dependencies",
        everyClass(
            "depend on their own module and the kits alone; a kit on itself, the log kit and the token kit",
            type ->
                dependencies(
                    type,
                    other ->
                        ours(other)
                            && !within(root, other)
                            && !within(Conditions.KIT, other)
                            && !within(Conditions.LOG_KIT, other)
                            && !within(Conditions.TOKEN_KIT, other))));
    rules.put("cycles", slices().matching(root + ".(**)").should().beFreeOfCycles());
    return rules;
  }

  private static Stream<String> unmarked(JavaPackage found) {
    return found.isAnnotatedWith("org.jspecify.annotations.NullMarked")
        ? Stream.of()
        : Stream.of(found.getName() + ".package-info does not say so");
  }

  private static Stream<String> baseClass(JavaClass type) {
    return type
        .getRawSuperclass()
        .filter(base -> ours(base) && !type.isAnonymousClass())
        .map(base -> type.getName() + " extends " + base.getName())
        .stream();
  }

  private static Stream<String> injected(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> INJECTIONS.stream().anyMatch(field::isAnnotatedWith))
        .map(field -> field.getFullName() + " is injected");
  }

  private static Stream<String> onlyOne(JavaClass type) {
    if (!type.isInterface()) {
      return Stream.of();
    }
    var implementations =
        type.getAllSubclasses().stream().filter(known -> !known.isInterface()).toList();
    return implementations.size() == 1 && !implementations.getFirst().isAnonymousClass()
        ? Stream.of(
            type.getName() + " has but " + implementations.getFirst().getName() + ": use it")
        : Stream.of();
  }
}
