package dev.zhihe.projects.supervision.note;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.reads.Versioned;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.projects.supervision.finding.SupervisionFinding;
import dev.zhihe.projects.supervision.finding.SupervisionLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many notes are not closed, of those that the caller may read. */
public final class OpenNotes {
  private final Map<Subject, Long> numbers = new HashMap<>();

  private record Subject(String project, SupervisionFinding finding) {}

  private OpenNotes() {}

  /** The notes of a plan at the moment of the states. */
  public static OpenNotes of(String plan, States states) {
    var open = new OpenNotes();
    for (var status : List.of(SupervisionNoteStatus.OPEN, SupervisionNoteStatus.REPLIED)) {
      states
          .readable(
              SupervisionNote.class,
              SupervisionNoteView.class,
              Filters.none()
                  .equal("plan", plan)
                  .word("status", Views.word(status), SupervisionNoteStatus.class))
          .stream()
          .map(Versioned::state)
          .forEach(
              note ->
                  note.findings()
                      .forEach(
                          finding ->
                              open.numbers.merge(
                                  new Subject(note.project(), finding), 1L, Long::sum)));
    }
    return open;
  }

  /** The number of those on a finding. */
  public long on(SupervisionLine line) {
    return numbers.getOrDefault(new Subject(line.project(), line.finding()), 0L);
  }
}
