package dev.zhihe.projects.document.list;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/**
 * A name in a list of projects that a plan prints. Links to projects are judgements of readers;
 * items are never merged.
 */
@Entity
public class ProjectListItem implements Published {
  @Id private String code;
  private String plan;
  private String source;
  private String heading;

  @Column(name = "group_name") // group is a reserved word of SQL
  private @Nullable String group;

  private @Nullable Integer itemNumber;
  private String name;
  private @Nullable String canonicalName;
  private @Nullable String project;

  @Enumerated(EnumType.STRING)
  private @Nullable ProjectListMatch match;

  private @Nullable String note;
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected ProjectListItem() {}

  ProjectListItem(ProjectListItemView given) {
    code = given.code();
    describe(given);
  }

  /** Sets all properties except the code. */
  final void describe(ProjectListItemView given) {
    plan = given.plan();
    source = given.source();
    heading = given.heading();
    group = given.group();
    itemNumber = given.itemNumber();
    name = given.name();
    canonicalName = given.canonicalName();
    project = given.project();
    match = given.match();
    note = given.note();
    document = given.document();
    sourceLine = given.sourceLine();
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
  public ProjectListItemView view() {
    return new ProjectListItemView(
        code,
        plan,
        source,
        heading,
        group,
        itemNumber,
        name,
        canonicalName,
        project,
        match,
        note,
        document,
        sourceLine);
  }
}
