package dev.zhihe.indicators.figures.observation;

import dev.zhihe.indicators.changerequest.ChangeRequest;
import dev.zhihe.indicators.changerequest.ChangeRequestKind;
import dev.zhihe.indicators.changerequest.ChangeRequests;
import dev.zhihe.indicators.changerequest.RequestSubject;
import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.Objects;

/**
 * Takes back published figures. A retracted figure stays readable, without its value and with the
 * reason, so that nobody who used it looks for it in vain.
 */
@ApplicationScoped
class Retractions implements RequestSubject {
  private final Observations observations;
  private final Indicators indicators;
  private final ChangeRequests requests;
  private final Derivations derivations;
  private final ChangeLog log;
  private final Event<Retraction> retracted;

  Retractions(
      Observations observations,
      Indicators indicators,
      ChangeRequests requests,
      Derivations derivations,
      ChangeLog log,
      Event<Retraction> retracted) {
    this.observations = observations;
    this.indicators = indicators;
    this.requests = requests;
    this.derivations = derivations;
    this.log = log;
    this.retracted = retracted;
  }

  /** Submits a request for a locked figure. 409 if it is computed or retracted already. */
  ChangeRequest request(Observation locked, String reason) {
    requireRetractable(locked);
    return requests.submit(kind(), locked, locked.view().retracted(reason), reason);
  }

  private static void requireRetractable(Observation locked) {
    var figure = locked.view();
    if (locked.derived()) {
      throw Problem.conflict(
          "%s 由系统计算，随其分子、分母变动；请更正或撤销 %s",
          "%s is computed and follows its inputs: correct or retract %s",
          figure.code(),
          String.join(", ", Objects.requireNonNull(figure.derivedFrom())));
    }
    if (figure.status() == ObservationStatus.RETRACTED) {
      throw Problem.conflict("%s 已撤销", "%s is retracted already", figure.code());
    }
  }

  @Override
  public ChangeRequestKind kind() {
    return ChangeRequestKind.RETRACTION;
  }

  /** The submission is locked first, as in an approval of figures. */
  @Override
  public Observation locked(String code) {
    observations.lockSubmission(code);
    return observations.locked(code);
  }

  @Override
  public void change(Published locked, ChangeRequest approved) {
    approved.requireUnchanged(locked);
    var observation = (Observation) locked;
    indicators.hold(List.of(observation.view().indicator()));
    retracted.fire(new Retraction(observation.code(), approved.reason()));
    observation.describe(approved.content(ObservationView.class));
    log.updated(observation, approved.reason());
    derivations.followRetraction(observation);
  }
}
