package dev.zhihe.indicators.figures.submission;

import dev.zhihe.indicators.dictionary.indicator.Indicators;
import dev.zhihe.indicators.figures.observation.Derivations;
import dev.zhihe.indicators.figures.observation.Observation;
import dev.zhihe.indicators.figures.observation.ObservationView;
import dev.zhihe.indicators.figures.observation.Observations;
import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Publishes approved submissions. Submission, observation and computed figures are written in one
 * transaction.
 */
@ApplicationScoped
class Approvals {
  private static final String REASON = "填报经审核公布 / handed in, approved and published";

  private final ObservationSubmissions submissions;
  private final Observations observations;
  private final Indicators indicators;
  private final Derivations derivations;
  private final ChangeLog log;
  private final InstantSource time;
  private final Event<Approval> approved;

  Approvals(
      ObservationSubmissions submissions,
      Observations observations,
      Indicators indicators,
      Derivations derivations,
      ChangeLog log,
      InstantSource time,
      Event<Approval> approved) {
    this.submissions = submissions;
    this.observations = observations;
    this.indicators = indicators;
    this.derivations = derivations;
    this.log = log;
    this.time = time;
    this.approved = approved;
  }

  /**
   * Approves locked submissions that the caller may review, and publishes those without an embargo.
   * 409 if one cannot be published; 422 if one breaks a rule.
   */
  void approve(List<ObservationSubmission> submitted) {
    var now = time.instant();
    indicators.hold(indicatorsOf(submitted));
    var published = submitted.stream().filter(one -> one.approve(now)).toList();
    unpublishable(published).values().stream()
        .findFirst()
        .ifPresent(
            why -> {
              throw new Problem(ProblemType.CONFLICT, why);
            });
    log.updated(submitted, null);
    publish(published);
    try {
      settle(submitted);
    } catch (Approval.Refused refused) {
      throw refused.why();
    }
  }

  /** Lets observers check the approval after everything is written. */
  private void settle(List<ObservationSubmission> submitted) {
    var approval = new Approval(submitted.stream().map(ObservationSubmission::figure).toList());
    approved.fire(approval);
    approval.settle();
  }

  /** The areas and periods with approved figures whose embargo is over. */
  List<ObservationSubmissions.Due> due(int most) {
    return submissions.due(time.instant(), most);
  }

  /**
   * Publishes the due figures of an area and period. Returns those that cannot be published to
   * their editors.
   *
   * @return false if nothing is due, or another instance publishes it
   * @throws Approval.Refused if a rule refuses some figures; then nothing is written
   */
  boolean release(ObservationSubmissions.Due place) {
    var due = submissions.lockedDue(place, time.instant());
    if (due.isEmpty()) {
      return false;
    }
    indicators.hold(indicatorsOf(due));
    var unpublishable = unpublishable(due);
    var published = new ArrayList<ObservationSubmission>();
    for (var one : due) {
      var why = unpublishable.get(one.code());
      if (why == null) {
        one.release();
        published.add(one);
      } else {
        sendBack(one, why);
      }
    }
    log.updated(published, "公布时间已到 / the embargo is over");
    publish(published);
    settle(published);
    return true;
  }

  /** Returns the figures that a rule refuses, so that the others can be published. */
  void sendBack(Approval.Refused refused) {
    submissions
        .lockedApproved(refused.codes())
        .forEach(one -> sendBack(one, refused.why().detail()));
  }

  private void sendBack(ObservationSubmission one, Text why) {
    one.fail(why.zh() + " / " + why.en());
    log.updated(one, "未能公布 / it could not be published");
  }

  private static Set<String> indicatorsOf(Collection<ObservationSubmission> submitted) {
    return submitted.stream()
        .map(one -> one.figure().indicator())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void publish(List<ObservationSubmission> approved) {
    if (approved.isEmpty()) {
      return;
    }
    var figures =
        approved.stream()
            .map(ObservationSubmission::figure)
            .collect(
                Collectors.toMap(
                    ObservationView::code, Function.identity(), (one, same) -> one, TreeMap::new));
    var stored =
        observations.locked(figures.keySet()).stream()
            .collect(Collectors.toMap(Observation::code, Function.identity()));
    var created = new ArrayList<Observation>();
    var changed = new ArrayList<Observation>();
    figures.forEach(
        (code, figure) -> {
          var observation = stored.get(code);
          if (observation == null) {
            var summary = Objects.requireNonNull(indicators.summary(figure.indicator()));
            created.add(new Observation(figure, summary.sharing()));
          } else {
            observation.describe(figure);
            changed.add(observation);
          }
        });
    log.updated(changed, REASON); // first, because a moved observation frees its natural key
    log.created(created);
    changed.addAll(created);
    derivations.follow(changed);
  }

  /** The figures that cannot be published, by code, with the reason. */
  private Map<String, Text> unpublishable(Collection<ObservationSubmission> approved) {
    var figures = approved.stream().map(ObservationSubmission::figure).toList();
    var codes = figures.stream().map(ObservationView::code).collect(Collectors.toSet());
    var codesByNaturalKey =
        figures.isEmpty()
            ? Map.of()
            : observations.codesByNaturalKey(Observations.HOLDING_KEYS, figures);
    var unpublishable = new LinkedHashMap<String, Text>();
    for (var figure : figures) {
      var storedCode = codesByNaturalKey.get(figure.key());
      if (Objects.requireNonNull(indicators.summary(figure.indicator())).computed()) {
        unpublishable.put(
            figure.code(),
            Text.of(
                "%s 的指标现由系统计算，不可公布填报值",
                "The indicator of %s is computed now: no figure handed in is published",
                figure.code()));
      } else if (storedCode != null && !codes.contains(storedCode)) {
        unpublishable.put(
            figure.code(),
            Text.of(
                "与 %2$s 的内容同属一处，%1$s 不可另行公布；先处理 %2$s",
                "%2$s is published for the same place and period as %1$s: see to %2$s first",
                figure.code(),
                storedCode));
      }
    }
    return unpublishable;
  }
}
