package dev.zhihe.platforms.registry.alias;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A variant of a name, as printed in a document. It proposes that two names mean the same platform,
 * and merges nothing.
 */
@Entity
public class Alias implements Published {
  @Id private String code;
  private String area;
  private String name;
  private String canonicalName;
  private String entityType;

  @Enumerated(EnumType.STRING)
  private Relation relation;

  private @Nullable Integer occurrences;
  private List<Integer> sourceLines = List.of();
  private @Nullable String document;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Alias() {}

  Alias(AliasView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the variant and the name that it stands for. */
  final void describe(AliasView view) {
    area = view.area();
    name = view.name();
    canonicalName = view.canonicalName();
    entityType = view.entityType();
    relation = view.relation();
    occurrences = view.occurrences();
    sourceLines = view.sourceLines();
    document = view.document();
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public AliasView view() {
    return new AliasView(
        code, area, name, canonicalName, entityType, relation, occurrences, sourceLines, document);
  }
}
