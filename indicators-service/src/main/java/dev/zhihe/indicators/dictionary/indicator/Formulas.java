package dev.zhihe.indicators.dictionary.indicator;

import dev.zhihe.indicators.changerequest.ChangeRequest;
import dev.zhihe.indicators.changerequest.ChangeRequestKind;
import dev.zhihe.indicators.changerequest.ChangeRequests;
import dev.zhihe.indicators.changerequest.RequestSubject;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.tables.Csv;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The formulas of indicators. A formula makes published figures, so it comes into force only when a
 * second person approves it.
 */
@ApplicationScoped
class Formulas implements RequestSubject {
  private final Indicators indicators;
  private final ChangeRequests requests;
  private final ChangeLog log;

  /** Announces formulas in force, so that their figures are computed. */
  private final Event<IndicatorView> inForce;

  Formulas(
      Indicators indicators, ChangeRequests requests, ChangeLog log, Event<IndicatorView> inForce) {
    this.indicators = indicators;
    this.requests = requests;
    this.log = log;
    this.inForce = inForce;
  }

  /** Whether this formula is requested already. */
  boolean waits(String indicator, Formula formula) {
    var open = requests.open(kind(), indicator);
    if (open == null) {
      return false;
    }
    var requested = open.content(IndicatorView.class).formula();
    return requested.within(formula) && formula.within(requested);
  }

  /** Submits the formulas that an import asks for, and announces those in force. */
  void follow(List<Indicator> written) {
    for (var one : written) {
      var requested = one.requested();
      if (requested != null) {
        requests.submit(kind(), one, requested, null);
      }
    }
    written.stream().map(Indicator::view).filter(IndicatorView::computed).forEach(inForce::fire);
  }

  /** The inputs must be entered, and no less open than the figures computed from them. */
  void checkInputs(IndicatorView given, Refusal refusal) {
    checkInput("numerator", given.numerator(), given, refusal);
    checkInput("denominator", given.denominator(), given, refusal);
  }

  private void checkInput(
      String column, @Nullable String input, IndicatorView given, Refusal refusal) {
    if (input == null) {
      return;
    }
    var summary = Objects.requireNonNull(indicators.summary(input));
    if (summary.computed() || input.equals(given.code())) {
      refusal.refuse(
          column, "formula", "应为直接填报的另一指标", "another indicator, and one whose figures are entered");
    }
    if (summary.sharing().compareTo(SharingClass.of(given.sharing())) > 0) {
      refusal.refuse(
          "sharing",
          "more-open",
          "不得比 %s 的共享属性更开放",
          "no more open than that of %s, from which it is computed",
          input);
    }
  }

  @Override
  public ChangeRequestKind kind() {
    return ChangeRequestKind.FORMULA;
  }

  @Override
  public Indicator locked(String code) {
    return indicators.findById(code, LockModeType.PESSIMISTIC_WRITE);
  }

  /** Brings the formula into force, and computes its figures. */
  @Override
  public void change(Published locked, ChangeRequest approved) {
    var indicator = (Indicator) locked;
    var before = indicator.view();
    var requested = approved.content(IndicatorView.class);
    var formula = requested.formula();
    indicators.lock(
        Stream.of(formula.numerator(), formula.denominator()).filter(Objects::nonNull).toList());
    indicator.approve(formula);
    var after = indicator.view();
    requireSameMeaning(requested, after);
    requirePossible(before, after);
    log.updated(indicator, approved.reason());
    if (after.computed()) {
      inForce.fire(after);
    }
  }

  /** The reviewer approves figures in the unit and for the readers that the request had. */
  private static void requireSameMeaning(IndicatorView requested, IndicatorView after) {
    if (!Objects.equals(requested.unit(), after.unit())
        || requested.nature() != after.nature()
        || requested.direction() != after.direction()
        || SharingClass.of(requested.sharing()) != SharingClass.of(after.sharing())) {
      throw Problem.conflict(
          "%s 的单位、性质、方向或共享属性在申请后已更改；请退回，重新申请",
          "Unit, nature, direction or sharing class of %s changed after the request: return it to be requested anew",
          after.code());
    }
  }

  /** What an import checked may have changed since. */
  private void requirePossible(IndicatorView before, IndicatorView after) {
    if (before.computed() != after.computed() && indicators.observed(after.code())) {
      throw Problem.conflict(
          "%s 已有观测值，不可再改为计算或填报",
          "There are observations of %s, so it cannot become computed or entered", after.code());
    }
    var formulas = after.computed() ? indicators.computedFrom(List.of(after.code())) : null;
    if (formulas != null && !formulas.isEmpty()) {
      throw Problem.conflict(
          "%2$s 由 %1$s 计算：%1$s 须直接填报",
          "%2$s is computed from %1$s: its figures have to be entered",
          after.code(),
          formulas.getFirst().code());
    }
    var rules = new BrokenRules(Csv.cells(after));
    checkInputs(after, rules::add);
    rules.throwIfAny();
  }
}
