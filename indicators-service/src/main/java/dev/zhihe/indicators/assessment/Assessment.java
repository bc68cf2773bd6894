package dev.zhihe.indicators.assessment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.zhihe.indicators.assessment.Judgement.Milestone;
import dev.zhihe.indicators.dictionary.indicator.Indicator;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.indicators.goals.breakdown.TargetPart;
import dev.zhihe.indicators.goals.breakdown.TargetPartView;
import dev.zhihe.indicators.plan.Plan;
import dev.zhihe.indicators.plan.PlanView;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.reads.Versioned;
import dev.zhihe.kit.sql.Filters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The assessment of a plan on a day. */
@Schema(name = "Assessment", description = "评估 / Where a plan stands on a day, target by target")
public record Assessment(
    @Schema(examples = "500106-145") String plan,
    @Schema(description = "评估日 / The day", examples = "2023-06-30") LocalDate on,
    @Schema(description = "所用方法 / The methods used") List<MethodUsed> methods,
    @Schema(description = "各结论的个数 / How many targets have which verdict") List<Count> counts,
    @Schema(description = "各目标，按代码 / The targets, in the order of their codes")
        List<AssessmentLine> items,
    @JsonIgnore @Schema(hidden = true) Edition edition)
    implements Computed<AssessmentLine> {

  /** A method, as shown in answers. */
  @Schema(name = "AssessmentMethodUsed")
  public record MethodUsed(
      AssessmentMethod method,
      @Schema(examples = "2") int version,
      @Schema(examples = "时间进度法") String nameZh,
      @Schema(examples = "Time progress") String nameEn,
      @Schema(description = "规则及出处 / The rule and its source, in Chinese") String ruleZh,
      @Schema(description = "The rule and its source, in English") String ruleEn) {}

  /** The number of targets with one verdict. */
  @Schema(name = "AssessmentCount")
  public record Count(
      AssessmentVerdict verdict,
      @Schema(examples = "达到预期进度") String verdictZh,
      @Schema(examples = "on track") String verdictEn,
      @Schema(examples = "7") long count) {}

  /**
   * Assesses the adopted targets of a plan that are valid on the day. A target that an approved act
   * ended is valid until its end.
   *
   * @param method null for each target's {@link AssessmentMethod#usual default} method. 400 if the
   *     edition does not know it
   * @param edition the edition of the rules that holds for these states
   */
  public static Assessment of(
      String plan,
      @Nullable AssessmentMethod method,
      LocalDate on,
      States states,
      Edition edition) {
    if (method != null && !method.in(edition)) {
      throw Problem.parameter(
          "method",
          Views.word(method),
          "该时点的评估尚无此方法",
          "assessments at that position do not have this method yet");
    }
    var planned =
        states.publicStates(Plan.class, PlanView.class, Filters.none().equal("code", plan)).stream()
            .findFirst()
            .orElseThrow(() -> Problem.notFound(plan));
    var indicators =
        states
            .publicStates(
                Indicator.class, IndicatorView.class, Filters.none().containing("plans", plan))
            .stream()
            .collect(
                Collectors.toMap(
                    IndicatorView::code, Function.identity(), (one, same) -> one, TreeMap::new));
    var first = edition == Edition.FIRST;
    var inputs =
        new Inputs(
            edition,
            planned.startYear(),
            method,
            on,
            new Observations(states),
            first ? Map.of() : milestones(plan, states),
            first
                ? new EnglishNames(Map.of(), Map.of())
                : EnglishNames.of(planned.area(), on, states));
    var items = new ArrayList<AssessmentLine>();
    for (var target :
        states.versioned(Target.class, TargetView.class, Filters.none().equal("plan", plan))) {
      if (target.state().holdsOn(on)) {
        var indicator =
            indicators.computeIfAbsent(target.state().indicator(), code -> indicator(code, states));
        items.add(inputs.line(target, indicator));
      }
    }
    return assessment(plan, on, items, edition);
  }

  /** The same assessment for some of its targets. */
  Assessment of(Predicate<AssessmentLine> chosen) {
    return assessment(plan, on, items.stream().filter(chosen).toList(), edition);
  }

  private static Assessment assessment(
      String plan, LocalDate on, List<AssessmentLine> items, Edition edition) {
    return new Assessment(
        plan, on, methods(items, edition), counts(items, edition), items, edition);
  }

  @Override
  public Set<String> absent() {
    return edition == Edition.FIRST ? AssessmentLine.NOT_AT_FIRST : Set.of();
  }

  /** The indicator of a target whose plan is not in the indicator's own list of plans. */
  private static IndicatorView indicator(String code, States states) {
    return states
        .publicStates(Indicator.class, IndicatorView.class, Filters.none().equal("code", code))
        .getFirst();
  }

  /** The observations of the areas that targets name. Each area is read once. */
  private static final class Observations {
    private final States states;
    private final Map<String, Map<String, List<Observed>>> areas = new TreeMap<>();

    Observations(States states) {
      this.states = states;
    }

    List<Observed> of(TargetView target) {
      return areas
          .computeIfAbsent(target.area(), this::read)
          .getOrDefault(target.indicator(), List.of())
          .stream()
          .filter(
              one ->
                  Objects.equals(one.observation().board(), target.board())
                      && Objects.equals(one.observation().scope(), target.scope()))
          .toList();
    }

    private Map<String, List<Observed>> read(String area) {
      return states
          .versioned(Observation.class, ObservationView.class, Filters.none().area("area", area))
          .stream()
          .map(one -> new Observed(one.state(), one.version(), false))
          .collect(Collectors.groupingBy(one -> one.observation().indicator()));
    }
  }

  /** The targets of a plan that hold on a day, with all that judges them. */
  private record Inputs(
      Edition edition,
      int planStart,
      @Nullable AssessmentMethod method,
      LocalDate on,
      Observations observations,
      Map<String, List<Milestone>> milestones,
      EnglishNames english) {

    AssessmentLine line(Versioned<TargetView> versioned, IndicatorView indicator) {
      var target = versioned.state();
      var question =
          new Judgement.Question(
              edition,
              target,
              indicator.direction(),
              indicator.nature(),
              planStart,
              observations.of(target),
              milestones.getOrDefault(target.code(), List.of()),
              on);
      var chosen = method == null ? AssessmentMethod.usual(question.deadline(), on) : method;
      var judged = Judgement.of(question, chosen);
      var observed = judged.observed();
      var start = judged.baselineFigure();
      var used =
          judged.milestones().stream().map(one -> one.code() + "@v" + one.version()).toList();
      var verdict = judged.verdict();
      var words = verdict.words(edition);
      var unitEn = english.unit(indicator.unit());
      var why =
          edition == Edition.FIRST
              ? FirstEdition.explanation(target, indicator.unit(), judged)
              : Explanation.of(target, chosen, judged, indicator.unit(), unitEn);
      return new AssessmentLine(
          target.code(),
          versionJudged(versioned),
          target.indicator(),
          indicator.nameZh(),
          indicator.unit(),
          indicator.kind(),
          indicator.category(),
          indicator.leadDepartment(),
          indicator.attribute(),
          target.area(),
          target.board(),
          target.scope(),
          question.deadline(),
          target.comparator(),
          target.value(),
          target.valueMax(),
          judged.baseline() == null ? target.baselineValue() : judged.baseline(),
          start == null ? target.baselineYear() : Integer.valueOf(question.start().getYear()),
          chosen,
          chosen.version(edition),
          verdict,
          words.zh(),
          words.en(),
          observed == null ? null : observed.observation().code(),
          observed == null ? null : observed.version(),
          observed == null ? null : observed.observation().period(),
          observed == null ? null : observed.observation().value(),
          observed == null ? null : observed.observation().comparator(),
          observed == null ? null : observed.observation().status(),
          judged.timePercent(),
          judged.expected(),
          judged.gap(),
          judged.achievedPercent(),
          judged.growthPercent(),
          judged.pace(),
          judged.needed(),
          judged.projected(),
          List.copyOf(judged.cautions()),
          why.zh(),
          why.en(),
          edition == Edition.FIRST ? null : indicator.nameEn(),
          unitEn,
          english.category(indicator.category()),
          start == null ? null : start.observation().code(),
          start == null ? null : start.version(),
          used.isEmpty() ? null : used,
          edition == Edition.FIRST ? null : target.measure(),
          edition == Edition.FIRST ? null : judged.added(target));
    }
  }

  /**
   * The version in which the target came into force. A later version only adds its end. Earlier
   * verdicts must not change by that, not even by a byte.
   */
  private static long versionJudged(Versioned<TargetView> target) {
    return target.state().validUntil() == null ? target.version() : target.version() - 1;
  }

  /** The milestones of the plan's targets, by target. */
  private static Map<String, List<Milestone>> milestones(String plan, States states) {
    return states
        .versioned(TargetPart.class, TargetPartView.class, Filters.none().equal("plan", plan))
        .stream()
        .filter(part -> part.state().milestone())
        .collect(
            Collectors.groupingBy(
                part -> part.state().target(),
                Collectors.mapping(
                    part ->
                        new Milestone(
                            part.state().code(),
                            part.version(),
                            part.state().year(),
                            part.state().value()),
                    Collectors.toList())));
  }

  private static List<MethodUsed> methods(List<AssessmentLine> items, Edition edition) {
    return items.stream()
        .map(AssessmentLine::method)
        .distinct()
        .sorted()
        .map(
            method ->
                new MethodUsed(
                    method,
                    method.version(edition),
                    method.title().zh(),
                    method.title().en(),
                    method.rule(edition).zh(),
                    method.rule(edition).en()))
        .toList();
  }

  private static List<Count> counts(List<AssessmentLine> items, Edition edition) {
    return items.stream()
        .collect(
            Collectors.groupingBy(AssessmentLine::verdict, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .map(
            count ->
                new Count(
                    count.getKey(),
                    count.getKey().words(edition).zh(),
                    count.getKey().words(edition).en(),
                    count.getValue()))
        .toList();
  }
}
