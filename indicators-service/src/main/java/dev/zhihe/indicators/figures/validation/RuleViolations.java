package dev.zhihe.indicators.figures.validation;

import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.submission.ObservationSubmission;
import dev.zhihe.indicators.figures.submission.ObservationSubmissionView;
import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The violations in the figures of an area. */
@Schema(
    name = "RuleViolations",
    description = "违反校验规则之处 / Where the figures of an area break rules")
public record RuleViolations(
    @Schema(examples = "500106") String area,
    @Schema(
            description = "是否视同待审填报均已公布 / Whether as if all that waits for review were published",
            examples = "false")
        boolean pending,
    @Schema(description = "规则数 / Rules that the figures were held against", examples = "12")
        int rules,
    @Schema(description = "违反之处，按规则代码 / Violations, in the order of rules")
        List<RuleViolation> items)
    implements Computed<RuleViolation> {

  /** The request. */
  record Question(
      String area,
      @Nullable String period,
      @Nullable String rule,
      @Nullable RuleSeverity severity,
      boolean pending) {}

  static RuleViolations of(Question asked, States states) {
    var rules =
        states
            .versioned(
                ValidationRule.class,
                ValidationRuleView.class,
                Filters.none().equal("code", asked.rule))
            .stream()
            .filter(one -> asked.severity == null || one.state().severity() == asked.severity)
            .toList();
    var figures = new HashMap<String, RuleCheck.Figure>();
    var indicators =
        rules.stream().flatMap(rule -> rule.state().inputs()).collect(Collectors.toSet());
    for (var indicator : indicators) {
      var chosen =
          Filters.none()
              .equal("indicator", indicator)
              .equal("area", asked.area)
              .equal("period", asked.period);
      states
          .readable(Observation.class, ObservationView.class, chosen)
          .forEach(
              one ->
                  figures.put(
                      one.state().code(), new RuleCheck.Figure(one.state(), one.version(), false)));
      if (asked.pending) {
        states
            .readable(ObservationSubmission.class, ObservationSubmissionView.class, chosen)
            .stream()
            .filter(one -> one.state().waits())
            .forEach(
                one ->
                    figures.put(
                        one.state().code(),
                        new RuleCheck.Figure(one.state().figure(), one.version(), true)));
      }
    }
    return new RuleViolations(
        asked.area, asked.pending, rules.size(), new RuleCheck(figures.values()).against(rules));
  }
}
