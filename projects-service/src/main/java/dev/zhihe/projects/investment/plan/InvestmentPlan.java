package dev.zhihe.projects.investment.plan;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.review.Adoptable;
import dev.zhihe.kit.review.AdoptionGuard;
import dev.zhihe.kit.review.AdoptionState;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The planned cost of a project. Once in force, it does not change. An approved act may end it, and
 * put another in its place.
 */
@Entity
@EntityListeners(AdoptionGuard.class)
public class InvestmentPlan implements Adoptable {
  private static final Pattern NUMBERED = Pattern.compile("(.*-ip)(\\d{1,4})");

  @Id private String code;
  private String plan;
  private String project;
  private BigDecimal totalYuan;
  private BigDecimal periodYuan;

  // The phases, one array element each. The migration says why they are arrays.
  private List<Integer> phaseFrom = List.of();
  private List<Integer> phaseTo = List.of();
  private List<BigDecimal> phaseYuan = List.of();

  private @Nullable Boolean asStated;

  private @Nullable String document;
  private @Nullable Integer sourceLine;
  private @Nullable LocalDate validFrom;
  private @Nullable LocalDate validUntil;
  private @Nullable String adjusts;
  private @Nullable String adjustment;
  private @Nullable String projectChange;
  private @Nullable String endedBy;
  private @Nullable List<String> mergedProjects;

  @Embedded private AdoptionState adoption = new AdoptionState();
  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected InvestmentPlan() {}

  InvestmentPlan(NewInvestmentPlan given) {
    code = given.code();
    describe(given);
  }

  /** Sets the imported properties. Saving fails if the investment plan is in force. */
  final void describe(NewInvestmentPlan given) {
    plan = given.plan();
    project = given.project();
    totalYuan = given.planned().totalYuan();
    periodYuan = given.planned().periodYuan();
    setPhases(given.planned());
    document = given.document();
    sourceLine = given.sourceLine();
  }

  private void setPhases(PlannedInvestment planned) {
    phaseFrom = planned.phases().stream().map(Phase::fromYear).toList();
    phaseTo = planned.phases().stream().map(Phase::toYear).toList();
    phaseYuan = planned.phases().stream().map(Phase::amountYuan).toList();
    asStated = planned.asStated();
  }

  /** Adopts the investment plan. */
  void adopt() {
    adoption.adopt();
  }

  /**
   * Adopts the draft of a project that joins its plan.
   *
   * @param from its first day
   * @param act code of the change of the project
   */
  public void adopt(LocalDate from, String act) {
    if (adopted()) {
      throw new IllegalStateException(code + " is adopted already");
    }
    adopt();
    validFrom = from;
    projectChange = act;
  }

  /**
   * Ends it without a successor. 409 unless it is in force.
   *
   * @param from the day from which on it does not hold
   * @param act code of the change of the project
   */
  public void end(LocalDate from, String act) {
    requireInForce();
    adoption.amend(
        this,
        () -> {
          validUntil = from;
          endedBy = act;
        });
  }

  /** Whether it is adopted and not replaced. */
  public boolean inForce() {
    return adopted() && isLatest();
  }

  /** Whether no act has ended or replaced it. */
  public boolean isLatest() {
    return validUntil == null;
  }

  /** 409 unless it is in force. */
  public void requireInForce() {
    if (!adopted()) {
      throw Problem.conflict(
          "投资计划 %s 尚未批准，不需调整：可直接导入更正（POST /v1/investment-plans/imports?onExisting=update）",
          "Investment plan %s is not adopted, so there is nothing to adjust: an import corrects it (POST /v1/investment-plans/imports?onExisting=update)",
          code);
    }
    if (validUntil != null && endedBy != null) {
      throw Problem.conflict(
          "投资计划 %1$s 自 %2$s 起终止，其后没有投资计划（GET /v1/project-changes/%3$s）",
          "Investment plan %1$s ended on %2$s, and none followed (GET /v1/project-changes/%3$s)",
          code,
          validUntil,
          endedBy);
    }
    if (validUntil != null) {
      throw Problem.conflict(
          "投资计划 %1$s 自 %2$s 起已被取代：请改用其后的投资计划（GET /v1/investment-plans?project=%3$s&on=%2$s）",
          "Another holds in the place of investment plan %1$s from %2$s on: take that one (GET /v1/investment-plans?project=%3$s&on=%2$s)",
          code,
          validUntil,
          project);
    }
  }

  /**
   * Ends this investment plan and returns the one that replaces it. 409 unless this one is in
   * force.
   *
   * @param successor code of the new one
   * @param planned its amounts
   * @param from its first day
   * @param act code of the adjustment
   */
  public InvestmentPlan supersede(
      String successor, PlannedInvestment planned, LocalDate from, String act) {
    var next = follow(successor, planned, from);
    next.adjustment = act;
    return next;
  }

  /**
   * Ends this investment plan and returns the one that has the amounts of others, too. 409 unless
   * this one is in force.
   *
   * @param successor code of the new one
   * @param others the investment plans that are merged into this one; they end by themselves
   * @param from its first day
   * @param act code of the change of the projects
   */
  public InvestmentPlan merge(
      String successor, List<InvestmentPlan> others, LocalDate from, String act) {
    var all = Stream.concat(Stream.of(this), others.stream()).toList();
    var next =
        follow(successor, PlannedInvestment.sum(all.stream().map(InvestmentPlan::planned)), from);
    next.projectChange = act;
    next.mergedProjects =
        Stream.concat(
                all.stream().flatMap(one -> one.merged().stream()),
                others.stream().map(InvestmentPlan::project))
            .sorted()
            .toList();
    return next;
  }

  private InvestmentPlan follow(String successor, PlannedInvestment planned, LocalDate from) {
    requireInForce();
    var next = new InvestmentPlan();
    next.code = successor;
    next.plan = plan;
    next.project = project;
    next.totalYuan = planned.totalYuan();
    next.periodYuan = planned.periodYuan();
    next.setPhases(planned);
    next.adoption.adopt();
    next.document = document;
    next.sourceLine = sourceLine;
    next.validFrom = from;
    next.adjusts = code;
    next.mergedProjects = mergedProjects;
    adoption.amend(this, () -> validUntil = from);
    return next;
  }

  /** The code after this one: {@code -ip1} is followed by {@code -ip2}. */
  static String successor(String code) {
    var form = NUMBERED.matcher(code);
    return form.matches() ? form.group(1) + (Integer.parseInt(form.group(2)) + 1) : code + "-ip2";
  }

  private List<String> merged() {
    return mergedProjects == null ? List.of() : mergedProjects;
  }

  /** The planned amounts. */
  public PlannedInvestment planned() {
    return new PlannedInvestment(totalYuan, periodYuan, phases(), asStated);
  }

  /** The first day on which it holds; null if it always held. */
  public @Nullable LocalDate validFrom() {
    return validFrom;
  }

  private List<Phase> phases() {
    return IntStream.range(0, phaseYuan.size())
        .mapToObj(i -> new Phase(phaseFrom.get(i), phaseTo.get(i), phaseYuan.get(i)))
        .toList();
  }

  /** Code of its project. */
  public String project() {
    return project;
  }

  @Override
  public String code() {
    return code;
  }

  /** It holds from its first day on, until another takes its place. */
  @Override
  public Extent extent() {
    return new Extent(Extent.ofCode(code).area(), validFrom, validUntil);
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public AdoptionState adoption() {
    return adoption;
  }

  @Override
  public InvestmentPlanView view() {
    var planned = planned();
    return new InvestmentPlanView(
        code,
        plan,
        project,
        totalYuan,
        periodYuan,
        planned.phases(),
        asStated,
        planned.differenceYuan(),
        adoption.status(),
        document,
        sourceLine,
        validFrom,
        validUntil,
        adjusts,
        adjustment,
        projectChange,
        endedBy,
        mergedProjects);
  }
}
