package dev.zhihe.indicators.goals.merger;

import dev.zhihe.indicators.changerequest.ChangeRequest;
import dev.zhihe.indicators.changerequest.ChangeRequestKind;
import dev.zhihe.indicators.changerequest.ChangeRequests;
import dev.zhihe.indicators.changerequest.RequestSubject;
import dev.zhihe.indicators.goals.Target;
import dev.zhihe.indicators.goals.TargetView;
import dev.zhihe.indicators.goals.Targets;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.tables.Csv;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Merges a target into another one that states the same requirement. The merged target and those
 * that it replaced hold on no day from then on.
 */
@ApplicationScoped
class TargetMergers implements RequestSubject {
  private final Targets targets;
  private final ChangeRequests requests;
  private final ChangeLog log;

  TargetMergers(Targets targets, ChangeRequests requests, ChangeLog log) {
    this.targets = targets;
    this.requests = requests;
    this.log = log;
  }

  /**
   * Both targets with those that they replaced and all of the same requirement, locked; 404 if the
   * first does not exist.
   */
  Map<String, Target> locked(String code, String into) {
    var locked = targets.lockedWithAlike(List.of(code, into));
    if (!locked.containsKey(code)) {
      throw Problem.notFound(code);
    }
    return locked;
  }

  /** Submits a request. 409 or 422 if the two cannot be merged. */
  ChangeRequest request(Map<String, Target> locked, String code, NewTargetMerger given) {
    var merged = Objects.requireNonNull(locked.get(code));
    merged.requireInForce();
    var into = locked.get(given.into());
    var rules = new BrokenRules(Csv.cells(given));
    if (into == null) {
      rules.add("into", "unknown-reference", "没有此目标", "there is no such target");
    } else if (into == merged) {
      rules.add("into", "same-thing", "不得并入自身", "a target is not merged into itself");
    } else if (!into.inForce()) {
      rules.add("into", "in-force", "未批准、已被取代或已并入", "it is a draft, replaced or merged itself");
    } else if (!targets.sameRequirement(merged, into)) {
      rules.add(
          "into",
          "other-requirement",
          "规划、指标、地区、板块、范围、目标年、数值口径须与 %s 相同",
          "plan, indicator, area, board, scope, year and measure are those of %s",
          code);
    } else if (!askTheSame(merged, into, locked)) {
      rules.add(
          "into",
          "other-value",
          "%s 与 %s 的要求数值不同，各自成立",
          "%s and %s ask for different values: both stand",
          code,
          given.into());
    }
    rules.throwIfAny();
    requireNothingHangsOnIt(code, given.into());
    return requests.submit(
        kind(), merged, merged.view().mergedInto(given.into()), given.reason().strip());
  }

  /** Whether they ask for one value, both today and as the document prints them. */
  private boolean askTheSame(Target one, Target other, Map<String, Target> locked) {
    return targets.sameAmount(one, other)
        && targets.sameAmount(targets.first(one, locked), targets.first(other, locked));
  }

  private void requireNothingHangsOnIt(String code, String into) {
    if (targets.hasPartsOrOpenAdjustment(code)) {
      throw Problem.conflict(
          "目标 %1$s 已有分解（GET /v1/target-parts?target=%1$s）或未批准的调整（GET /v1/target-adjustments?target=%1$s）；请先就 %2$s 重新提出并删除原有的，再并入",
          "Target %1$s has parts (GET /v1/target-parts?target=%1$s) or an open adjustment (GET /v1/target-adjustments?target=%1$s): make them anew for %2$s and delete these, then merge it",
          code,
          into);
    }
  }

  @Override
  public ChangeRequestKind kind() {
    return ChangeRequestKind.TARGET_MERGER;
  }

  /** The target that stays, and all that {@link #change} touches, are locked with it. */
  @Override
  public Target locked(String code) {
    var open = requests.open(kind(), code);
    var into = open == null ? null : open.content(TargetView.class).mergedInto();
    return Objects.requireNonNull(locked(code, into == null ? code : into).get(code));
  }

  @Override
  public void change(Published locked, ChangeRequest approved) {
    approved.requireUnchanged(locked);
    var merged = (Target) locked;
    merged.requireInForce();
    var code = Objects.requireNonNull(approved.content(TargetView.class).mergedInto());
    var all = locked(merged.code(), code);
    var into = Objects.requireNonNull(all.get(code));
    into.requireInForce();
    requireNothingHangsOnIt(merged.code(), code);
    var printed = targets.first(into, all);
    var changed = new TreeMap<String, Target>();
    for (var next = merged;
        next != null;
        next = next.adjusts() == null ? null : all.get(next.adjusts())) {
      printed.gather(next);
      next.mergeInto(into);
      changed.put(next.code(), next);
    }
    changed.put(printed.code(), printed);
    targets.renewContradictions(all.values()).forEach(other -> changed.put(other.code(), other));
    log.updated(List.copyOf(changed.values()), approved.reason());
  }
}
