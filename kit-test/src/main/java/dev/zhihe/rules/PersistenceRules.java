package dev.zhihe.rules;

import static dev.zhihe.rules.Conditions.accesses;
import static dev.zhihe.rules.Conditions.everyClass;
import static dev.zhihe.rules.Conditions.ours;
import static dev.zhihe.rules.Conditions.within;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Rules for changing and storing entities. */
final class PersistenceRules {
  static final String PUBLISHED = "dev.zhihe.kit.changelog.Published";
  static final String ADOPTABLE = "dev.zhihe.kit.review.Adoptable";
  static final String ADOPTION_GUARD = "dev.zhihe.kit.review.AdoptionGuard";

  private static final String CHANGE_LOG = "dev.zhihe.kit.changelog";
  private static final List<String> ENTITIES =
      List.of(
          "jakarta.persistence.Entity",
          "jakarta.persistence.Embeddable",
          "jakarta.persistence.MappedSuperclass");
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

  private PersistenceRules() {}

  static Map<String, ArchRule> rules() {
    var rules = new LinkedHashMap<String, ArchRule>();
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
        "adoption",
        everyClass(
            "name the AdoptionGuard as a listener if they are adoptable entities",
            PersistenceRules::adoptedWithoutGuard));
    return rules;
  }

  private static Stream<String> adoptedWithoutGuard(JavaClass type) {
    return type.isAssignableTo(ADOPTABLE)
            && type.isAnnotatedWith("jakarta.persistence.Entity")
            && !listeners(type).contains(ADOPTION_GUARD)
        ? Stream.of(type.getName() + " may be written after its adoption")
        : Stream.of();
  }

  private static List<String> listeners(JavaClass type) {
    return type.tryGetAnnotationOfType("jakarta.persistence.EntityListeners")
        .flatMap(listeners -> listeners.get("value"))
        .map(value -> Stream.of((JavaClass[]) value).map(JavaClass::getName).toList())
        .orElse(List.of());
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
    return Stream.concat(activeRecord, accesses(type, PersistenceRules::writesPastTheLog));
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

  /** Whether the repository's entity is published, or its type does not show it. */
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
}
