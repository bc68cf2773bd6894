package dev.zhihe.indicators.policy;

import dev.zhihe.indicators.plan.Plan;
import dev.zhihe.indicators.plan.PlanView;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.reads.Computed;
import dev.zhihe.kit.reads.States;
import dev.zhihe.kit.reads.Versioned;
import dev.zhihe.kit.sql.Filters;
import dev.zhihe.kit.tables.Heading;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The progress of a plan's policies on a day. */
@Schema(name = "PolicyProgress", description = "政策进展 / How far the policies of a plan are on a day")
public record PolicyProgress(
    @Schema(examples = "500106-145") String plan,
    @Schema(description = "业务时点 / The day", examples = "2023-06-30") LocalDate on,
    @Schema(description = "各进展的个数 / How many stand where, the most pressing first")
        List<Count> counts,
    @Schema(description = "各政策，最急的在前 / The policies, the most pressing first") List<Line> items)
    implements Computed<PolicyProgress.Line> {

  /** The number of policies with one standing. */
  @Schema(name = "PolicyProgressCount")
  public record Count(
      PolicyStanding standing,
      @Schema(examples = "逾期未出台") String standingZh,
      @Schema(examples = "overdue") String standingEn,
      @Schema(examples = "3") long count) {}

  /** One policy on the day. */
  @Schema(name = "PolicyProgressLine")
  public record Line(
      @Schema(examples = "500106-145-y02") @Heading("政策") String policy,
      @Schema(description = "所用政策的版本 / Version of the policy used", examples = "2") @Heading("政策版本")
          long policyVersion,
      @Schema(examples = "沙坪坝区促进科技成果转化实施办法") @Heading("名称") String name,
      @Schema(examples = "十四五拟出台区级政策") @Heading("类型") String kind,
      @Schema(
              description = "应出台日期；引用的政策没有 / Due; absent for what is only cited",
              examples = "2025-12-31")
          @Heading("应出台日期")
          @Nullable LocalDate dueOn,
      @Schema(
              description = "未另定日期，以规划期末为准 / No day was set: the plan's last counts",
              examples = "true")
          @Heading("以规划期末为准")
          boolean dueAtPlanEnd,
      @Heading("进展") PolicyStanding standing,
      @Schema(examples = "拟出台") @Heading("进展（中文）") String standingZh,
      @Schema(examples = "planned") @Heading("进展（英文）") String standingEn,
      @Schema(description = "文号 / Number of the document", examples = "沙府发〔2022〕12号") @Heading("文号")
          @Nullable String documentNumber,
      @Schema(description = "出台日期 / Day of issue", examples = "2022-06-30") @Heading("出台日期")
          @Nullable LocalDate issuedOn) {}

  /** The progress of a plan's policies. 404 if the plan is not public. */
  public static PolicyProgress of(String plan, LocalDate on, States states) {
    var planEnd =
        states.publicStates(Plan.class, PlanView.class, Filters.none().equal("code", plan)).stream()
            .findFirst()
            .map(found -> LocalDate.of(found.endYear(), 12, 31))
            .orElseThrow(() -> Problem.notFound(plan));
    var items =
        states
            .versioned(Policy.class, PolicyView.class, Filters.none().equal("plan", plan))
            .stream()
            .map(policy -> line(policy, planEnd, on))
            .sorted(java.util.Comparator.comparing(Line::standing).thenComparing(Line::policy))
            .toList();
    var counts =
        items.stream()
            .collect(Collectors.groupingBy(Line::standing, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(
                count ->
                    new Count(
                        count.getKey(),
                        count.getKey().words().zh(),
                        count.getKey().words().en(),
                        count.getValue()))
            .toList();
    return new PolicyProgress(plan, on, counts, items);
  }

  /**
   * A policy that is only cited is never late. The states of before an upgrade have no role, so
   * that they are judged as they were then: as if all of them were promised.
   */
  private static Line line(Versioned<PolicyView> versioned, LocalDate planEnd, LocalDate on) {
    var policy = versioned.state();
    var cited = policy.role() == PolicyRole.CITED;
    var due = policy.dueOn() == null ? planEnd : policy.dueOn();
    var issuedOn = policy.issuedOn();
    var issued =
        policy.status() == PolicyStatus.ISSUED && (issuedOn == null || !issuedOn.isAfter(on));
    var standing = cited ? PolicyStanding.CITED : standing(policy, due, issued, on);
    return new Line(
        policy.code(),
        versioned.version(),
        policy.name(),
        policy.kind(),
        cited ? null : due,
        !cited && policy.dueOn() == null,
        standing,
        standing.words().zh(),
        standing.words().en(),
        issued ? policy.documentNumber() : null,
        issued ? issuedOn : null);
  }

  /** A policy that was issued after the requested day was still being drafted on that day. */
  private static PolicyStanding standing(
      PolicyView policy, LocalDate due, boolean issued, LocalDate on) {
    if (issued) {
      var issuedOn = policy.issuedOn();
      return issuedOn != null && issuedOn.isAfter(due)
          ? PolicyStanding.ISSUED_LATE
          : PolicyStanding.ISSUED;
    }
    if (on.isAfter(due)) {
      return PolicyStanding.OVERDUE;
    }
    return switch (policy.status()) {
      case PLANNED -> PolicyStanding.PLANNED;
      case NOT_STATED -> PolicyStanding.NOT_STATED;
      case DRAFTED, ISSUED -> PolicyStanding.DRAFTED;
    };
  }
}
