package dev.zhihe.indicators.figures.validation;

import dev.zhihe.indicators.changerequest.ChangeRequest;
import dev.zhihe.indicators.changerequest.ChangeRequestKind;
import dev.zhihe.indicators.changerequest.ChangeRequests;
import dev.zhihe.indicators.changerequest.RequestSubject;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;

/** Weaker rules. They come into force only when a second person approves them. */
@ApplicationScoped
class RuleRelaxations implements RequestSubject {
  private final ValidationRules rules;
  private final ChangeRequests requests;
  private final ChangeLog log;

  RuleRelaxations(ValidationRules rules, ChangeRequests requests, ChangeLog log) {
    this.rules = rules;
    this.requests = requests;
    this.log = log;
  }

  /** Whether this rule is requested already. */
  boolean waits(ValidationRuleView weaker) {
    var open = requests.open(kind(), weaker.code());
    return open != null && open.content(ValidationRuleView.class).equals(weaker);
  }

  /** Submits the weaker rules that an import asks for. */
  void request(List<ValidationRule> changed) {
    for (var one : changed) {
      var requested = one.requested();
      if (requested != null) {
        requests.submit(kind(), one, requested, null);
      }
    }
  }

  @Override
  public ChangeRequestKind kind() {
    return ChangeRequestKind.VALIDATION_RULE;
  }

  @Override
  public ValidationRule locked(String code) {
    return rules.findById(code, LockModeType.PESSIMISTIC_WRITE);
  }

  @Override
  public void change(Published locked, ChangeRequest approved) {
    approved.requireUnchanged(locked);
    var rule = (ValidationRule) locked;
    rule.describe(approved.content(ValidationRuleView.class));
    log.updated(rule, approved.reason());
  }
}
