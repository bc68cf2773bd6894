package dev.zhihe.projects.milestone;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A step of a project that is to be reached by a day. It is known on every day, also before it is
 * due: what was due and met by a day is what {@link MilestoneSlips} says.
 */
@Entity
public class Milestone implements Published {
  @Id private String code;
  private String plan;
  private String project;
  private String name;
  private LocalDate dueOn;
  private LocalDate firstDueOn;
  private @Nullable LocalDate metOn;
  private @Nullable String evidence;
  private @Nullable String note;
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Milestone() {}

  Milestone(NewMilestone given) {
    code = given.code();
    firstDueOn = given.dueOn();
    describe(given);
  }

  /** Sets all properties except the code and the due day that was recorded first. */
  final void describe(NewMilestone given) {
    plan = given.plan();
    project = given.project();
    name = given.name();
    dueOn = given.dueOn();
    metOn = given.metOn();
    evidence = given.evidence();
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
  public MilestoneView view() {
    return new MilestoneView(
        code, plan, project, name, dueOn, firstDueOn, metOn, evidence, note, document, sourceLine);
  }
}
