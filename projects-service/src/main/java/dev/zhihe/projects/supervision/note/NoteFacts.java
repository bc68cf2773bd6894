package dev.zhihe.projects.supervision.note;

import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.projects.project.Project;
import dev.zhihe.projects.rollup.KnownTables;
import dev.zhihe.projects.rule.ProgressRules;
import dev.zhihe.projects.supervision.finding.Findings;
import dev.zhihe.projects.supervision.finding.SupervisionFinding;
import dev.zhihe.projects.supervision.finding.SupervisionLine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lines of the list that a note is about, as they are when it is entered. */
@ApplicationScoped
class NoteFacts {
  private final Findings findings;
  private final ProgressRules rules;

  NoteFacts(Findings findings, ProgressRules rules) {
    this.findings = findings;
    this.rules = rules;
  }

  /** A line for each finding, each once. Refuses those that are not on the list of the day. */
  List<SupervisionLine> of(
      Project project, List<SupervisionFinding> asked, LocalDate day, Refusal refusal) {
    var rule = rules.inForce(project.plan(), day);
    var found =
        findings.of(project.plan(), KnownTables.NOW, rule, day).stream()
            .filter(line -> line.project().equals(project.code()))
            .collect(Collectors.toMap(SupervisionLine::finding, Function.identity()));
    var lines = new ArrayList<SupervisionLine>();
    for (var finding : new LinkedHashSet<>(asked)) {
      var line = found.get(finding);
      if (line == null) {
        refusal.refuse(
            "findings",
            "no-finding",
            "该项目不因 %1$s 在今日的督查清单上",
            "the project is not on today's supervision list for %1$s",
            Views.word(finding));
      } else {
        lines.add(line);
      }
    }
    return lines;
  }
}
