package dev.zhihe.projects.programme;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/**
 * A category of projects. Each project has exactly one, so that the sums of the programmes equal
 * the sum of the plan.
 */
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

  Programme(ProgrammeView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the programme's content. */
  final void describe(ProgrammeView view) {
    plan = view.plan();
    nameZh = view.nameZh();
    nameEn = view.nameEn();
    document = view.document();
    sourceLine = view.sourceLine();
  }

  /** Code of its plan. */
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
