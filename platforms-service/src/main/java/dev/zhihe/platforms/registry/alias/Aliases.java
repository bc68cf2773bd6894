package dev.zhihe.platforms.registry.alias;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The aliases. */
@ApplicationScoped
public class Aliases implements PanacheRepositoryBase<Alias, String> {

  /** Code of the alias with this variant and name in a document; null if there is none. */
  @Nullable String codeOf(
      String area, String canonicalName, String name, @Nullable String document) {
    return find(
            "area = ?1 and canonicalName = ?2 and name = ?3 and coalesce(document, '') = ?4",
            area,
            canonicalName,
            name,
            document == null ? "" : document)
        .<Alias>firstResultOptional()
        .map(Alias::code)
        .orElse(null);
  }
}
