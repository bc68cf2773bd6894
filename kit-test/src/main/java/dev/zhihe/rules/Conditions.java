package dev.zhihe.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Conditions from which the rules are built. */
final class Conditions {
  static final String OURS = "dev.zhihe";
  static final String KIT = "dev.zhihe.kit";
  static final String LOG_KIT = "dev.zhihe.log";
  static final String TOKEN_KIT = "dev.zhihe.token";

  private Conditions() {}

  static ArchRule everyClass(String rule, Function<JavaClass, Stream<String>> offences) {
    return classes().should(satisfy(rule, offences));
  }

  static ArchRule everyOperation(String rule, Function<JavaMethod, Stream<String>> offences) {
    return methods()
        .that(DescribedPredicate.describe("answer HTTP", Conditions::answersHttp))
        .should(satisfy(rule, offences));
  }

  /** A condition that lists every violation of an item, each as a sentence. */
  static <T> ArchCondition<T> satisfy(String rule, Function<T, Stream<String>> offences) {
    return new ArchCondition<>(rule) {
      @Override
      public void check(T item, ConditionEvents events) {
        offences
            .apply(item)
            .forEach(offence -> events.add(SimpleConditionEvent.violated(item, offence)));
      }
    };
  }

  static boolean answersHttp(JavaMethod method) {
    return method.isMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
        && !method
            .getOwner()
            .isAnnotatedWith("org.eclipse.microprofile.rest.client.inject.RegisterRestClient");
  }

  static boolean ours(JavaClass type) {
    return within(OURS, type);
  }

  static boolean within(String root, JavaClass type) {
    return (type.getPackageName() + ".").startsWith(root + ".");
  }

  /** Dependencies on forbidden types. An array of a forbidden type is one too. */
  static Stream<String> dependencies(JavaClass type, Predicate<JavaClass> forbidden) {
    return type.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> !dependency.getTargetClass().isArray())
        .filter(dependency -> forbidden.test(dependency.getTargetClass()))
        .map(dependency -> dependency.getDescription());
  }

  static Stream<String> accesses(JavaClass type, Predicate<JavaAccess<?>> forbidden) {
    return type.getAccessesFromSelf().stream()
        .filter(forbidden)
        .map(access -> access.getDescription());
  }
}
