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
 * A variant of a name that a document prints. It proposes that two names are one, and merges
 * nothing.
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

  Alias(AliasView said) {
    code = said.code();
    describe(said);
  }

  /** Says what stands for what. */
  final void describe(AliasView said) {
    area = said.area();
    name = said.name();
    canonicalName = said.canonicalName();
    entityType = said.entityType();
    relation = said.relation();
    occurrences = said.occurrences();
    sourceLines = said.sourceLines();
    document = said.document();
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
