package dev.zhihe.kit.changelog;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.Set;
import java.util.stream.Collectors;

/** The entity types that this service publishes, by their names in the log. */
@Singleton
public class PublishedTypes {
  private final EntityManagerFactory factory;

  PublishedTypes(EntityManagerFactory factory) {
    this.factory = factory;
  }

  /** Their names, such as {@code notice-board}. */
  public Set<String> names() {
    return factory.getMetamodel().getEntities().stream()
        .map(EntityType::getJavaType)
        .filter(Published.class::isAssignableFrom)
        .map(ChangeLog::typeName)
        .collect(Collectors.toUnmodifiableSet());
  }
}
