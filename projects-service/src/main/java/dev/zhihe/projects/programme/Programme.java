package dev.zhihe.projects.programme;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** A category of projects: each project has one, so that programmes add up to the plan. */
@Entity
public class Programme implements Published {
  @Id private String code;
  private String plan;
  private String nameZh;
  private @Nullable String nameEn;
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Programme() {}

  Programme(ProgrammeView said) {
    code = said.code();
    describe(said);
  }

  /** Says what the programme is. */
  final void describe(ProgrammeView said) {
    plan = said.plan();
    nameZh = said.nameZh();
    nameEn = said.nameEn();
    document = said.document();
    sourceLine = said.sourceLine();
  }

  /** Code of the plan that counts it. */
  public String plan() {
    return plan;
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
  public ProgrammeView view() {
    return new ProgrammeView(code, plan, nameZh, nameEn, document, sourceLine);
  }
}
