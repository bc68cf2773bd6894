package dev.zhihe.indicators.report;

import dev.zhihe.indicators.assessment.Assessment;
import dev.zhihe.indicators.assessment.AssessmentCaution;
import dev.zhihe.indicators.assessment.AssessmentLine;
import dev.zhihe.indicators.assessment.AssessmentMethod;
import dev.zhihe.indicators.assessment.Scorecard;
import dev.zhihe.indicators.assessment.ScorecardGrouping;
import dev.zhihe.indicators.assessment.Scorecards;
import dev.zhihe.indicators.edition.Edition;
import dev.zhihe.indicators.figures.observation.Period;
import dev.zhihe.indicators.plan.Plan;
import dev.zhihe.indicators.plan.PlanView;
import dev.zhihe.indicators.policy.PolicyProgress;
import dev.zhihe.indicators.report.attachment.ReportAttachment;
import dev.zhihe.kit.json.Views;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.sql.Filters;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The content of a report. It is computed from the public states of one cut, as assessments,
 * scorecards and policy progress are. So it can be computed again from the log.
 *
 * @param layout version of this record's properties: {@link #LAYOUTS}
 * @param headlines the main indicators; of layout 2 and later
 * @param attached what is known of the answers of other services; of layout 3 and later
 */
@Schema(
    name = "ReportContent",
    description =
        "报告内容 / What a report says, as it was frozen; contentHash is of exactly its bytes")
public record ReportContent(
    @Schema(
            description =
                "内容的版式：1 无 headlines，2 有，3 另有 attached / Version of these properties: 1 without headlines, 2 with them, 3 also with attached",
            examples = "3")
        int layout,
    ReportKind kind,
    PlanView plan,
    @Schema(examples = "2023-06-30") LocalDate on,
    @Schema(examples = "indicators/217641600/1204") String asOf,
    @Nullable AssessmentMethod method,
    @Schema(description = "所用方法 / The methods used, with their versions")
        List<Assessment.MethodUsed> methods,
    @Schema(description = "各结论的个数 / How many targets have which verdict")
        List<Assessment.Count> counts,
    Cards scorecards,
    @Schema(description = "各目标的评估 / The assessment of every target, in the order of their codes")
        List<AssessmentLine> targets,
    @Schema(
            description =
                "主要指标，按原文表格次序，每个一次；版式 1 没有 / The main indicators, each once, in the order of the plan's table; absent in layout 1")
        @Nullable List<ReportHeadline> headlines,
    PolicyProgress policies,
    @Schema(
            description =
                "所附的项目、资金等汇总，其字节见 /v1/reports/{code}/attachments；版式 3 起 / The roll-ups of other services that the report keeps, by their hashes; from layout 3 on")
        @Nullable List<ReportAttachment> attached,
    Basis basis) {

  /** The version of new reports. */
  static final int LAYOUT = 3;

  /** The first version with attached answers. */
  static final int ATTACHING = 3;

  /**
   * The versions that can be computed again. Layout 1 is layout 2 without {@code headlines}, and
   * layout 2 is layout 3 without {@code attached}: JSON leaves out what is null, which gives the
   * bytes of the release that wrote it.
   */
  static final Set<Integer> LAYOUTS = Set.of(1, 2, LAYOUT);

  /** The scorecards, by grouping. */
  @Schema(name = "ReportScorecards")
  public record Cards(
      List<Scorecard> category,
      List<Scorecard> leadDepartment,
      List<Scorecard> attribute,
      List<Scorecard> kind) {}

  /** The data on which a report is based. */
  @Schema(name = "ReportBasis", description = "所依据的数据 / On what data it stands")
  public record Basis(
      @Schema(description = "目标个数 / Targets", examples = "176") int targets,
      @Schema(description = "有观测值的目标个数 / Those with an observation", examples = "12") int observed,
      @Schema(description = "所用观测值为预计数的 / Those judged by an estimate", examples = "1")
          int estimated,
      @Schema(description = "所用观测值为初步数的 / Those judged by a provisional figure", examples = "0")
          int provisional,
      @Schema(
              description = "其后已满一年而无新数据的 / Those whose figure is followed by a year without one",
              examples = "2")
          int earlierYear,
      @Schema(
              description = "最近的统计期 / Latest period of a figure used",
              implementation = String.class,
              examples = "2022")
          @Nullable Period latestPeriod) {

    private static Basis of(List<AssessmentLine> lines) {
      return new Basis(
          lines.size(),
          (int) lines.stream().filter(line -> line.observedValue() != null).count(),
          with(lines, AssessmentCaution.ESTIMATED),
          with(lines, AssessmentCaution.PROVISIONAL),
          with(lines, AssessmentCaution.EARLIER_YEAR),
          lines.stream()
              .filter(line -> line.observedValue() != null)
              .map(AssessmentLine::period)
              .filter(Objects::nonNull)
              .max(Comparator.comparing(Period::lastDay).thenComparing(Period::toString))
              .orElse(null));
    }

    private static int with(List<AssessmentLine> lines, AssessmentCaution caution) {
      return (int) lines.stream().filter(line -> line.cautions().contains(caution)).count();
    }
  }

  /**
   * Computes the content. 404 if the plan is not public at the cut.
   *
   * @param layout one of {@link #LAYOUTS}
   * @param asOf event id of the cut
   * @param edition the edition of the rules that holds at the cut
   * @param attached the attached answers; null in the layouts that have none
   */
  static ReportContent of(
      int layout,
      String plan,
      ReportKind kind,
      LocalDate on,
      String asOf,
      @Nullable AssessmentMethod method,
      States states,
      Edition edition,
      @Nullable List<ReportAttachment> attached) {
    var planned =
        states.publicStates(Plan.class, PlanView.class, Filters.none().equal("code", plan)).stream()
            .findFirst()
            .orElseThrow(() -> Problem.notFound(plan));
    var assessment = Assessment.of(plan, method, on, states, edition);
    return new ReportContent(
        layout,
        kind,
        planned,
        on,
        asOf,
        method,
        assessment.methods(),
        assessment.counts(),
        new Cards(
            cards(assessment, ScorecardGrouping.CATEGORY, method, asOf),
            cards(assessment, ScorecardGrouping.LEAD_DEPARTMENT, method, asOf),
            cards(assessment, ScorecardGrouping.ATTRIBUTE, method, asOf),
            cards(assessment, ScorecardGrouping.KIND, method, asOf)),
        assessment.items(),
        layout == 1 ? null : ReportHeadlines.of(assessment.items(), planned, on, states, edition),
        PolicyProgress.of(plan, on, states),
        attached,
        Basis.of(assessment.items()));
  }

  private static List<Scorecard> cards(
      Assessment assessment, ScorecardGrouping by, @Nullable AssessmentMethod method, String asOf) {
    return Scorecards.of(assessment, by, method, asOf).items();
  }

  /** A main indicator with the assessment of its target. */
  record Main(ReportHeadline headline, AssessmentLine line) {}

  /** The main indicators in their order; none in layout 1. */
  List<Main> mains() {
    if (headlines == null) {
      return List.of();
    }
    var byTarget =
        targets.stream().collect(Collectors.toMap(AssessmentLine::target, Function.identity()));
    return headlines.stream()
        .map(one -> new Main(one, Objects.requireNonNull(byTarget.get(one.target()))))
        .toList();
  }

  /** The assessments of all other targets. */
  List<AssessmentLine> others() {
    var shown =
        mains().stream().map(Main::line).map(AssessmentLine::target).collect(Collectors.toSet());
    return targets.stream().filter(line -> !shown.contains(line.target())).toList();
  }

  /** The stored bytes, of which the hash is taken. */
  byte[] bytes() {
    return Views.write(this).getBytes(StandardCharsets.UTF_8);
  }

  /** The methods used, with their versions. */
  List<String> methodVersions() {
    return methods.stream().map(used -> Views.word(used.method()) + "@" + used.version()).toList();
  }
}
