package dev.zhihe.projects.supervision.note;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.security.Audience;
import dev.zhihe.projects.supervision.finding.SupervisionFinding;
import dev.zhihe.projects.supervision.finding.SupervisionLine;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the bureau says of findings on a project. The lead unit replies, the bureau closes it. It
 * keeps the facts of its day. A closed note stays as it is.
 */
@Entity
public class SupervisionNote implements Published {
  private static final int MAX_REPLIES = 100;

  @Id private String code;
  private String plan;
  private String project;
  private @Nullable String organisation;
  private List<String> findings = List.of();
  private String text;
  private LocalDate dueOn;
  private LocalDate notedOn;
  // The JSON of each line.
  private List<String> facts = List.of();

  @Enumerated(EnumType.STRING)
  private SupervisionNoteStatus status = SupervisionNoteStatus.OPEN;

  // One array element for each reply, so that the log's guard compares them. The bureau is "".
  private List<String> replyTexts = List.of();
  private List<String> replyOrganisations = List.of();
  private List<LocalDate> replyDays = List.of();
  private @Nullable String closureText;
  private @Nullable LocalDate closedOn;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected SupervisionNote() {}

  /**
   * An open note.
   *
   * @param lines of the list, one for each finding
   * @param organisation credit code of the project's lead unit; null if it is not known
   */
  SupervisionNote(
      String code,
      String plan,
      String project,
      String text,
      LocalDate dueOn,
      LocalDate notedOn,
      List<SupervisionLine> lines,
      @Nullable String organisation) {
    this.code = code;
    this.plan = plan;
    this.project = project;
    this.text = text;
    this.dueOn = dueOn;
    this.notedOn = notedOn;
    this.organisation = organisation;
    findings = lines.stream().map(line -> line.finding().name()).toList();
    facts = lines.stream().map(Views::write).toList();
  }

  /**
   * Adds a reply of its lead unit. 409 if it is closed, or has as many replies as are kept.
   *
   * @param unit credit code of the unit
   */
  void reply(String reply, String unit, LocalDate on) {
    add(reply, unit, on);
  }

  /**
   * Adds a reply of the bureau, which hands the note to the lead unit of now. 409 if it is closed,
   * or has as many replies as are kept.
   *
   * @param leadUnit credit code of the project's lead unit; null if it is not known
   */
  void replyOfBureau(String reply, @Nullable String leadUnit, LocalDate on) {
    add(reply, null, on);
    organisation = leadUnit;
  }

  private void add(String reply, @Nullable String unit, LocalDate on) {
    requireOpen();
    if (replyTexts.size() >= MAX_REPLIES) {
      throw Problem.conflict(
          "%1$s 已有 %2$d 次回复，请办结后另立一条",
          "%1$s has %2$d replies: close it and enter another note", code, MAX_REPLIES);
    }
    replyTexts = with(replyTexts, reply);
    replyOrganisations = with(replyOrganisations, unit == null ? "" : unit);
    replyDays = with(replyDays, on);
    status = SupervisionNoteStatus.REPLIED;
  }

  /**
   * Closes it. 409 if it is closed; 422 without a reply and a reason.
   *
   * @param why null for no reason
   */
  void close(@Nullable String why, LocalDate on) {
    requireOpen();
    if (why == null && replyTexts.isEmpty()) {
      var rules = new BrokenRules(Map.of());
      rules.add("text", "required", "没有回复的，办结须说明理由", "without a reply, its closure needs a reason");
      rules.throwIfAny();
    }
    closureText = why;
    closedOn = on;
    status = SupervisionNoteStatus.CLOSED;
  }

  private void requireOpen() {
    if (status == SupervisionNoteStatus.CLOSED) {
      throw Problem.conflict(
          "%s 已办结；如须继续督查，请另立一条（POST /v1/supervision-notes）",
          "%s is closed: what follows is another note (POST /v1/supervision-notes)", code);
    }
  }

  private static <T> List<T> with(List<T> items, T added) {
    var longer = new ArrayList<>(items);
    longer.add(added);
    return longer;
  }

  /** Code of its project. */
  String project() {
    return project;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Publication publication() {
    return publication;
  }

  /** It holds from its day on. */
  @Override
  public Extent extent() {
    return Extent.from(Extent.ofCode(code).area(), notedOn);
  }

  /** The lead unit that it is for, and the bureau. */
  @Override
  public Audience audience() {
    return organisation == null ? Audience.BUREAU : Audience.organisation(organisation);
  }

  @Override
  public SupervisionNoteView view() {
    return new SupervisionNoteView(
        code,
        plan,
        project,
        findings.stream().map(SupervisionFinding::valueOf).toList(),
        text,
        dueOn,
        notedOn,
        facts.stream().map(line -> Views.read(line, SupervisionLine.class)).toList(),
        status,
        IntStream.range(0, replyTexts.size())
            .mapToObj(
                i ->
                    new SupervisionReply(
                        replyTexts.get(i),
                        replyOrganisations.get(i).isEmpty() ? null : replyOrganisations.get(i),
                        replyDays.get(i)))
            .toList(),
        closureText,
        closedOn);
  }
}
