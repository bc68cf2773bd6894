package dev.zhihe.projects;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.zhihe.rules.ArchitectureRules;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  private static final String PROJECTS = "dev.zhihe.projects";
  private static final DescribedPredicate<JavaClass> FLOATING =
      DescribedPredicate.describe(
          "a floating-point type",
          type ->
              Set.of("double", "float", "java.lang.Double", "java.lang.Float")
                  .contains(type.getName()));

  @TestFactory
  Stream<DynamicTest> keepsTheRules() {
    return ArchitectureRules.over(PROJECTS);
  }

  /** Money is never a floating-point number. No number of this service is, but widths in sheets. */
  @Test
  void nothingIsAFloatingPointNumber() {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(PROJECTS);
    noFields().should().haveRawType(FLOATING).check(classes);
    noMethods().should().haveRawReturnType(FLOATING).check(classes);
    noClasses()
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "takes or returns a floating-point number",
                call ->
                    !call.getTargetOwner().getPackageName().equals("org.dhatim.fastexcel")
                        && (FLOATING.test(call.getTarget().getRawReturnType())
                            || call.getTarget().getRawParameterTypes().stream()
                                .anyMatch(FLOATING))))
        .check(classes);
  }
}
