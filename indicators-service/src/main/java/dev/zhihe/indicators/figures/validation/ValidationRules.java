package dev.zhihe.indicators.figures.validation;

import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.submission.Approval;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.problem.Violation;
import dev.zhihe.kit.reads.Versioned;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The validation rules. */
@ApplicationScoped
public class ValidationRules implements PanacheRepositoryBase<ValidationRule, String> {
  private static final int MAX_LISTED = 100;
  private static final int LOCKS = 64;

  /**
   * 422 if approved figures, together with published ones, violate an {@code error} rule. Figures
   * computed from them have been updated by now. The refusal rolls back everything.
   */
  void requireKept(@Observes Approval approval) {
    var involved = new TreeSet<String>();
    var broken = broken(approval.figures(), involved);
    if (!broken.isEmpty()) {
      approval.refuse(
          new Problem(
              ProblemType.RULE_BROKEN,
              Text.of(
                  "违反校验规则 %1$d 处，全部未通过；首处：%2$s",
                  "Validation rules are broken in %1$d places, so nothing was approved; the first: %3$s",
                  broken.size(),
                  broken.getFirst().sentenceZh(),
                  broken.getFirst().sentenceEn()),
              broken.stream().limit(MAX_LISTED).map(ValidationRules::violation).toList()),
          involved);
    }
  }

  private static Violation violation(RuleViolation broken) {
    return new Violation(
        "rule-broken",
        null,
        null,
        null,
        broken.rule()
            + ": "
            + broken.inputs().stream()
                .map(RuleViolation.Input::observation)
                .collect(Collectors.joining(", ")),
        new Text(broken.sentenceZh(), broken.sentenceEn()));
  }

  /**
   * @param involved receives the codes of the approved figures that violate a rule
   */
  private List<RuleViolation> broken(Collection<ObservationView> approved, Set<String> involved) {
    var rules =
        list("severity = ?1 order by code", RuleSeverity.ERROR).stream()
            .map(rule -> new Versioned<>(rule.publication().version(), rule.view()))
            .toList();
    if (rules.isEmpty() || approved.isEmpty()) {
      return List.of();
    }
    lock(approved);
    var figures =
        published(
            rules.stream().flatMap(rule -> rule.state().inputs()).collect(Collectors.toSet()),
            approved);
    for (var figure : approved) {
      var there = figures.get(figure.code());
      figures.put(
          figure.code(), new RuleCheck.Figure(figure, there == null ? 0 : there.version(), true));
    }
    var codes = approved.stream().map(ObservationView::code).collect(Collectors.toSet());
    var violations = new ArrayList<RuleViolation>();
    for (var violation : new RuleCheck(figures.values()).against(rules)) {
      var sources =
          violation.inputs().stream()
              .map(input -> Objects.requireNonNull(figures.get(input.observation())).observation())
              .flatMap(ValidationRules::sources)
              .filter(codes::contains)
              .toList();
      // Violations that other figures caused earlier do not block this approval.
      if (!sources.isEmpty()) {
        violations.add(violation);
        involved.addAll(sources);
      }
    }
    return violations;
  }

  /**
   * Serializes approvals of the two sides of a rule, so that the later one sees what the earlier
   * one published. The locks are few, as for computed figures, and are taken after all others.
   */
  private void lock(Collection<ObservationView> approved) {
    getEntityManager()
        .createNativeQuery(
            """
            select count(*) from (
              select pg_advisory_xact_lock(hashtext('validation-rules'), place)
              from (select distinct abs(hashtext(area) % :locks) as place
                    from unnest(cast(:areas as varchar[])) as area order by place) as places) as locked
            """,
            Long.class)
        .setParameter("locks", LOCKS)
        .setParameter("areas", approved.stream().map(ObservationView::area).toArray(String[]::new))
        .getSingleResult();
  }

  /**
   * The codes of the entered figures behind a figure: its own, or those from which it was computed.
   */
  private static Stream<String> sources(ObservationView figure) {
    return figure.derivedFrom() == null
        ? Stream.of(figure.code())
        : figure.derivedFrom().stream().map(input -> input.replaceFirst("@v\\d+$", ""));
  }

  /**
   * The published figures of these indicators, in the places and periods of these figures, in one
   * query.
   */
  @SuppressWarnings("unchecked") // native queries know no result type
  private Map<String, RuleCheck.Figure> published(
      Set<String> indicators, Collection<ObservationView> places) {
    List<Tuple> found =
        getEntityManager()
            .createNativeQuery(
                """
                select o.code, o.version, o.body
                from (select distinct * from unnest(cast(:areas as varchar[]), cast(:periods as varchar[]))) as asked (area, period)
                cross join unnest(cast(:indicators as varchar[])) as needed (indicator)
                join observation o on o.indicator = needed.indicator and o.area = asked.area and o.period = asked.period
                """,
                Tuple.class)
            .setParameter(
                "areas", places.stream().map(ObservationView::area).toArray(String[]::new))
            .setParameter(
                "periods",
                places.stream().map(one -> one.period().toString()).toArray(String[]::new))
            .setParameter("indicators", indicators.toArray(String[]::new))
            .getResultList();
    var figures = new HashMap<String, RuleCheck.Figure>();
    for (var row : found) {
      figures.put(
          row.get("code", String.class),
          new RuleCheck.Figure(
              Views.read(row.get("body", String.class), ObservationView.class),
              row.get("version", Long.class),
              false));
    }
    return figures;
  }
}
