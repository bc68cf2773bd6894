package dev.zhihe.indicators.assessment;

import dev.zhihe.indicators.dictionary.indicator.Indicator;
import dev.zhihe.indicators.dictionary.indicator.IndicatorView;
import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.indicators.plan.Plan;
import dev.zhihe.indicators.plan.PlanView;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.reads.Versioned;
import dev.zhihe.kit.sql.Filters;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        List<AssessmentLine> items)
    implements Computed<AssessmentLine> {

  /** A method, as shown in answers. */
  @Schema(name = "AssessmentMethodUsed")
  public record MethodUsed(
      AssessmentMethod method,
      @Schema(examples = "1") int version,
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
   * @param method null for each target's {@link AssessmentMethod#usual default} method
   */
  public static Assessment of(
      String plan, @Nullable AssessmentMethod method, LocalDate on, States states) {
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
    var observed = new Observations(states);
    var items = new ArrayList<AssessmentLine>();
    for (var target :
        states.versioned(Target.class, TargetView.class, Filters.none().equal("plan", plan))) {
      if (!target.state().holdsOn(on)) {
        continue;
      }
      var indicator =
          indicators.computeIfAbsent(target.state().indicator(), code -> indicator(code, states));
      items.add(
          line(target, indicator, planned.startYear(), observed.of(target.state()), method, on));
    }
    return assessment(plan, on, items);
  }

  /** The same assessment for some of its targets. */
  Assessment of(Predicate<AssessmentLine> chosen) {
    return assessment(plan, on, items.stream().filter(chosen).toList());
  }

  private static Assessment assessment(String plan, LocalDate on, List<AssessmentLine> items) {
    return new Assessment(plan, on, methods(items), counts(items), items);
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

  private static AssessmentLine line(
      Versioned<TargetView> versioned,
      IndicatorView indicator,
      int planStart,
      List<Observed> observations,
      @Nullable AssessmentMethod asked,
      LocalDate on) {
    var target = versioned.state();
    var question =
        new Judgement.Question(
            target, indicator.direction(), indicator.nature(), planStart, observations, on);
    var method = asked == null ? AssessmentMethod.usual(question.deadline(), on) : asked;
    var judged = Judgement.of(question, method);
    var last = question.deadline().isBefore(on) ? question.deadline() : on;
    var observed = Observed.latest(observations, last);
    var verdict = judged.verdict();
    var why = explanation(target, indicator, observed, judged);
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
        target.baselineYear(),
        method,
        method.version(),
        verdict,
        verdict.words().zh(),
        verdict.words().en(),
        observed == null ? null : observed.observation().code(),
        observed == null ? null : observed.version(),
        observed == null ? null : observed.observation().period(),
        observed == null ? null : observed.value(),
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
        why.en());
  }

  /**
   * The version in which the target came into force. A later version only adds its end. Earlier
   * verdicts must not change by that, not even by a byte.
   */
  private static long versionJudged(Versioned<TargetView> target) {
    return target.state().validUntil() == null ? target.version() : target.version() - 1;
  }

  private static Text explanation(
      TargetView target, IndicatorView indicator, @Nullable Observed observed, Judgement judged) {
    var unit = indicator.unit() == null ? "" : indicator.unit();
    var zh = new StringBuilder();
    var en = new StringBuilder();
    zh.append("目标%s（%d年底）".formatted(aim(target, unit), target.year()));
    en.append("Target %s by the end of %d".formatted(aim(target, unit), target.year()));
    if (observed != null) {
      var value = sign(observed) + observed.value().toPlainString() + unit;
      zh.append("；%s为%s".formatted(observed.observation().period(), value));
      en.append("; %s in %s".formatted(value, observed.observation().period()));
    }
    if (judged.expected() != null && judged.timePercent() != null) {
      zh.append("；时间进度%s%%，应达%s%s".formatted(judged.timePercent(), plain(judged.expected()), unit));
      en.append(
          "; %s %% of the time gone, %s%s expected"
              .formatted(judged.timePercent(), plain(judged.expected()), unit));
    }
    if (judged.achievedPercent() != null) {
      zh.append("，完成率%s%%".formatted(judged.achievedPercent()));
      en.append(", %s %% of the way done".formatted(judged.achievedPercent()));
    }
    if (judged.growthPercent() != null) {
      zh.append("，增速为所需的%s%%".formatted(judged.growthPercent()));
      en.append(", growth %s %% of what is required".formatted(judged.growthPercent()));
    }
    for (var caution : judged.cautions()) {
      zh.append("；%s".formatted(caution.words().zh()));
      en.append("; %s".formatted(caution.words().en()));
    }
    zh.append("：%s".formatted(judged.verdict().words().zh()));
    en.append(": %s".formatted(judged.verdict().words().en()));
    return new Text(zh.toString(), en.toString());
  }

  private static String aim(TargetView target, String unit) {
    if (target.value() == null) {
      return target.valuePrinted() == null ? "—" : target.valuePrinted();
    }
    var value = target.value().toPlainString() + unit;
    return switch (target.comparator()) {
      case GE -> "≥" + value;
      case GT -> ">" + value;
      case LE -> "≤" + value;
      case APPROX -> "≈" + value;
      case RANGE ->
          target.value().toPlainString()
              + "–"
              + Objects.requireNonNullElse(target.valueMax(), target.value()).toPlainString()
              + unit;
      case EQ, QUALITATIVE -> value;
    };
  }

  private static String sign(Observed observed) {
    return switch (observed.observation().comparator()) {
      case EQ -> "";
      case GE -> "≥";
      case GT -> ">";
      case LE -> "≤";
      case APPROX -> "≈";
    };
  }

  private static String plain(BigDecimal value) {
    return value.toPlainString();
  }

  private static List<MethodUsed> methods(List<AssessmentLine> items) {
    return items.stream()
        .map(AssessmentLine::method)
        .distinct()
        .sorted()
        .map(
            method ->
                new MethodUsed(
                    method,
                    method.version(),
                    method.title().zh(),
                    method.title().en(),
                    method.rule().zh(),
                    method.rule().en()))
        .toList();
  }

  private static List<Count> counts(List<AssessmentLine> items) {
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
                    count.getKey().words().zh(),
                    count.getKey().words().en(),
                    count.getValue()))
        .toList();
  }
}
