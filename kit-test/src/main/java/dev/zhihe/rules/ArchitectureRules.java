package dev.zhihe.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ClassesTransformer;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The shape that every module keeps. A module runs them all over its own packages:
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
  private static final String OURS = "dev.zhihe";
  private static final String KIT = "dev.zhihe.kit";
  private static final String CHANGE_LOG = "dev.zhihe.kit.changelog";
  private static final String PUBLISHED = "dev.zhihe.kit.changelog.Published";
  private static final String IMPORT_FAMILY = "dev.zhihe.kit.imports.ImportFamily";

  private static final String WRITE = "dev.zhihe.kit.writes.Write";
  private static final String IMPORTS = "dev.zhihe.kit.imports.Imports";
  private static final String PROBLEM_MAPPERS = "dev.zhihe.kit.http.ProblemMappers";

  private static final Set<String> LAYERS =
      Set.of(
          "controller",
          "service",
          "impl",
          "dto",
          "dao",
          "mapper",
          "repository",
          "model",
          "util",
          "helper",
          "common");
  private static final String EMPTY_WORDS =
      ".*(Dto|DTO|Dao|DAO|Impl|Manager|Helper|Util|Data|Info|Mapper)s?";

  private static final List<String> INJECTIONS =
      List.of(
          "jakarta.inject.Inject",
          "jakarta.annotation.Resource",
          "jakarta.persistence.PersistenceContext",
          "jakarta.ws.rs.core.Context",
          "org.eclipse.microprofile.config.inject.ConfigProperty");
  private static final List<String> ENTITIES =
      List.of(
          "jakarta.persistence.Entity",
          "jakarta.persistence.Embeddable",
          "jakarta.persistence.MappedSuperclass");
  private static final List<String> ROLES =
      List.of(
          "jakarta.annotation.security.RolesAllowed",
          "jakarta.annotation.security.PermitAll",
          "jakarta.annotation.security.DenyAll");
  private static final List<String> WRITING_METHODS =
      List.of(
          "jakarta.ws.rs.POST", "jakarta.ws.rs.PUT", "jakarta.ws.rs.PATCH", "jakarta.ws.rs.DELETE");
  private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";

  private static final String REPOSITORY = "io.quarkus.hibernate.orm.panache.PanacheRepositoryBase";
  private static final String ACTIVE_RECORD = "io.quarkus.hibernate.orm.panache.PanacheEntityBase";
  private static final Set<String> REPOSITORY_WRITES =
      Set.of("persist", "persistAndFlush", "update", "delete", "deleteById", "deleteAll");
  private static final Map<String, Set<String>> PERSISTENCE_WRITES =
      Map.of(
          "jakarta.persistence.EntityManager",
          Set.of("persist", "merge", "remove", "replicate"),
          "org.hibernate.StatelessSession",
          Set.of(
              "insert",
              "insertMultiple",
              "update",
              "updateMultiple",
              "upsert",
              "upsertMultiple",
              "delete",
              "deleteMultiple"),
          "jakarta.persistence.Query",
          Set.of("executeUpdate"),
          "org.hibernate.query.MutationQuery",
          Set.of("executeUpdate"));
  private static final Set<String> SLEEPERS =
      Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit");
  private static final Set<String> OLD_DATES =
      Set.of(
          "java.util.Date",
          "java.util.Calendar",
          "java.util.GregorianCalendar",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "java.text.DateFormat",
          "java.text.SimpleDateFormat");

  private static final ClassesTransformer<JavaPackage> PACKAGES =
      new AbstractClassesTransformer<>("packages") {
        @Override
        public Iterable<JavaPackage> doTransform(JavaClasses classes) {
          return classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        }
      };

  private ArchitectureRules() {}

  /**
   * One test per rule, over the production classes of a package and those beneath it.
   *
   * @param root the module's package; it is an error if there is no class in it
   * @param seams the interfaces that may have a single implementation, because a simulator takes
   *     its place
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
    Stream.of(PUBLISHED, IMPORT_FAMILY, WRITE, IMPORTS)
        .filter(named -> root.equals(KIT) && !classes.contain(named))
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
    rules.put(
        "packageNames",
        everyClass(
            "be in packages named by a business word, not by a layer",
            ArchitectureRules::layersInPackage));
    rules.put(
        "classNames",
        everyClass(
            "be named for what they are: no Dto, Impl, Manager, Helper, Util, Data, Info, Mapper",
            ArchitectureRules::emptyName));
    rules.put(
        "nullMarked",
        all(PACKAGES)
            .should(satisfy("be @NullMarked in their package-info", ArchitectureRules::unmarked)));
    rules.put(
        "baseClasses",
        everyClass(
            "have no base class of our own: what they share, they hold",
            ArchitectureRules::baseClass));
    rules.put(
        "interfaces",
        everyClass(
            "have a second implementation if they are interfaces and no listed seams",
            type -> seams.contains(type.getName()) ? Stream.of() : onlyOne(type)));
    rules.put(
        "fieldInjection",
        everyClass("be given what they need by their constructor", ArchitectureRules::injected));
    rules.put(
        "transactions",
        everyClass(
            "begin transactions at the boundary alone: @Transactional is for JAX-RS methods",
            ArchitectureRules::transactional));
    rules.put(
        "writes",
        everyOperation(
            "have one effect however often they are sent, if they write: @Write and a Response, or Imports.take",
            ArchitectureRules::repeatable));
    rules.put(
        "entities",
        everyClass(
            "guard the state that is theirs as entities: changed by verbs, fields private",
            type ->
                ENTITIES.stream().anyMatch(type::isAnnotatedWith) ? openState(type) : Stream.of()));
    rules.put(
        "changeLog",
        everyClass(
            "write published entities through the ChangeLog alone",
            type -> within(CHANGE_LOG, type) ? Stream.of() : writesPastTheLog(type)));
    rules.put(
        "dependencies",
        everyClass(
            "depend on their own module and the kit alone; the kit on itself",
            type ->
                dependencies(
                    type, other -> ours(other) && !within(root, other) && !within(KIT, other))));
    rules.put("cycles", slices().matching(root + ".(**)").should().beFreeOfCycles());
    rules.put(
        "roles",
        everyOperation(
            "say who may call them: @RolesAllowed, @PermitAll or @DenyAll",
            ArchitectureRules::open));
    rules.put(
        "operations",
        everyOperation(
            "have the name that the contract gives them: a verb and a noun",
            ArchitectureRules::unnamed));
    rules.put(
        "importNames",
        everyClass(
            "end in Import if they are an ImportFamily", ArchitectureRules::importByAnotherName));
    rules.put(
        "logging",
        everyClass(
            "log with JBoss Logging: no java.util.logging, System.out, printStackTrace",
            ArchitectureRules::talksAround));
    rules.put(
        "sleeping",
        everyClass("wait for a fact, never for time: no sleep", ArchitectureRules::sleeps));
    rules.put(
        "dates",
        everyClass(
            "tell time with java.time",
            type -> dependencies(type, other -> OLD_DATES.contains(other.getName()))));
    rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
    return rules;
  }

  private static Stream<String> layersInPackage(JavaClass type) {
    return Arrays.stream(type.getPackageName().split("\\.", -1))
        .filter(word -> LAYERS.contains(word) || LAYERS.contains(word.replaceFirst("s$", "")))
        .map(word -> type.getName() + " is in a package named " + word);
  }

  private static Stream<String> emptyName(JavaClass type) {
    return type.getSimpleName().matches(EMPTY_WORDS) && !type.getName().equals(PROBLEM_MAPPERS)
        ? Stream.of(type.getName() + " ends in a word that says nothing")
        : Stream.of();
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

  private static Stream<String> transactional(JavaClass type) {
    var methods =
        type.getMethods().stream()
            .filter(method -> method.isMetaAnnotatedWith(TRANSACTIONAL) && !answersHttp(method))
            .map(method -> method.getFullName() + " is @Transactional");
    // The annotation that carries it, and the interceptor that belongs to that one, begin nothing.
    return type.isMetaAnnotatedWith(TRANSACTIONAL)
            && !type.isAnnotation()
            && !type.isAnnotatedWith("jakarta.interceptor.Interceptor")
        ? Stream.concat(Stream.of(type.getName() + " is @Transactional as a whole"), methods)
        : methods;
  }

  private static Stream<String> repeatable(JavaMethod method) {
    if (WRITING_METHODS.stream().noneMatch(method::isAnnotatedWith)
        || method.getMethodCallsFromSelf().stream()
            .anyMatch(
                call ->
                    call.getTargetOwner().getName().equals(IMPORTS)
                        && call.getName().equals("take"))) {
      return Stream.of();
    }
    return Stream.concat(
        method.isAnnotatedWith(WRITE)
            ? Stream.of()
            : Stream.of(method.getFullName() + " is not a @Write"),
        method.getRawReturnType().getName().equals("jakarta.ws.rs.core.Response")
            ? Stream.of()
            : Stream.of(method.getFullName() + " answers with no Response that could be kept"));
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

  private static Stream<String> openState(JavaClass type) {
    var setters =
        type.getMethods().stream()
            .filter(method -> method.getName().matches("set\\p{Lu}.*"))
            .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE))
            .map(method -> method.getFullName() + " is a setter");
    var fields =
        type.getFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> !field.getModifiers().contains(JavaModifier.PRIVATE))
            .map(field -> field.getFullName() + " is not private");
    return Stream.concat(setters, fields);
  }

  private static Stream<String> writesPastTheLog(JavaClass type) {
    var activeRecord =
        type.isAssignableTo(PUBLISHED) && type.isAssignableTo(ACTIVE_RECORD)
            ? Stream.of(type.getName() + " stores itself")
            : Stream.<String>of();
    return Stream.concat(activeRecord, accesses(type, ArchitectureRules::writesPastTheLog));
  }

  private static boolean writesPastTheLog(JavaAccess<?> access) {
    var owner = access.getTargetOwner();
    return PERSISTENCE_WRITES.entrySet().stream()
            .anyMatch(
                writes ->
                    owner.isAssignableTo(writes.getKey())
                        && writes.getValue().contains(access.getName()))
        || (REPOSITORY_WRITES.contains(access.getName())
            && owner.isAssignableTo(REPOSITORY)
            && maybePublished(owner));
  }

  /** Whether the repository's entity is published, or cannot be told from its type. */
  private static boolean maybePublished(JavaClass repository) {
    var entities =
        Stream.concat(Stream.of(repository), repository.getAllRawSuperclasses().stream())
            .flatMap(type -> type.getInterfaces().stream())
            .filter(JavaParameterizedType.class::isInstance)
            .map(JavaParameterizedType.class::cast)
            .filter(type -> type.toErasure().isAssignableTo(REPOSITORY))
            .map(type -> type.getActualTypeArguments().getFirst().toErasure())
            .toList();
    return entities.isEmpty()
        || entities.stream().anyMatch(entity -> entity.isAssignableTo(PUBLISHED) || !ours(entity));
  }

  private static Stream<String> open(JavaMethod method) {
    return ROLES.stream().anyMatch(method::isAnnotatedWith)
        ? Stream.of()
        : Stream.of(method.getFullName() + " does not");
  }

  /** Without a summary for that name, the build of the contract fails. */
  private static Stream<String> unnamed(JavaMethod method) {
    return method.getName().matches("[a-z]+\\p{Lu}.*")
        ? Stream.of()
        : Stream.of(method.getFullName() + " does not say what it is about");
  }

  private static Stream<String> importByAnotherName(JavaClass type) {
    return type.isAssignableTo(IMPORT_FAMILY)
            && !type.isInterface()
            && !type.getSimpleName().endsWith("Import")
        ? Stream.of(type.getName() + " fills a family by another name")
        : Stream.of();
  }

  private static Stream<String> sleeps(JavaClass type) {
    return accesses(
        type,
        access ->
            access.getName().equals("sleep")
                && SLEEPERS.contains(access.getTargetOwner().getName()));
  }

  private static Stream<String> talksAround(JavaClass type) {
    var logging = dependencies(type, other -> other.getPackageName().equals("java.util.logging"));
    var streams =
        accesses(
            type,
            access ->
                (access.getTargetOwner().getName().equals("java.lang.System")
                        && Set.of("out", "err").contains(access.getName()))
                    || (access.getTargetOwner().isAssignableTo(Throwable.class)
                        && access.getName().equals("printStackTrace")));
    return Stream.concat(logging, streams);
  }

  private static boolean answersHttp(JavaMethod method) {
    return method.isMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
        && !method
            .getOwner()
            .isAnnotatedWith("org.eclipse.microprofile.rest.client.inject.RegisterRestClient");
  }

  private static boolean ours(JavaClass type) {
    return within(OURS, type);
  }

  private static boolean within(String root, JavaClass type) {
    return (type.getPackageName() + ".").startsWith(root + ".");
  }

  /** Dependencies on forbidden types; one on an array is also one on what it holds. */
  private static Stream<String> dependencies(JavaClass type, Predicate<JavaClass> forbidden) {
    return type.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> !dependency.getTargetClass().isArray())
        .filter(dependency -> forbidden.test(dependency.getTargetClass()))
        .map(dependency -> dependency.getDescription());
  }

  private static Stream<String> accesses(JavaClass type, Predicate<JavaAccess<?>> forbidden) {
    return type.getAccessesFromSelf().stream()
        .filter(forbidden)
        .map(access -> access.getDescription());
  }

  private static ArchRule everyClass(String rule, Function<JavaClass, Stream<String>> offences) {
    return classes().should(satisfy(rule, offences));
  }

  private static ArchRule everyOperation(
      String rule, Function<JavaMethod, Stream<String>> offences) {
    return methods()
        .that(DescribedPredicate.describe("answer HTTP", ArchitectureRules::answersHttp))
        .should(satisfy(rule, offences));
  }

  /** A condition that lists what speaks against an item, each offence in words. */
  private static <T> ArchCondition<T> satisfy(String rule, Function<T, Stream<String>> offences) {
    return new ArchCondition<>(rule) {
      @Override
      public void check(T item, ConditionEvents events) {
        offences
            .apply(item)
            .forEach(offence -> events.add(SimpleConditionEvent.violated(item, offence)));
      }
    };
  }
}
