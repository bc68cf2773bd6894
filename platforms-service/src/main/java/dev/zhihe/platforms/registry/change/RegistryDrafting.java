package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.problem.BrokenRules;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.Refusal;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Caller;
import dev.zhihe.kit.tables.Csv;
import dev.zhihe.platforms.registry.platform.Platform;
import dev.zhihe.platforms.registry.platform.PlatformContent;
import dev.zhihe.platforms.registry.platform.Platforms;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks a proposed change against the platforms that it names. */
@ApplicationScoped
class RegistryDrafting {
  private static final List<String> SET_BY_THE_SYSTEM =
      List.of(
          "status", "returnReason", "proposedBy", "movedTargets", "closedTargets", "movedMembers");

  private final RegistryChanges changes;
  private final Platforms platforms;
  private final PlatformContent content;
  private final Merger merger;
  private final Caller caller;

  RegistryDrafting(
      RegistryChanges changes,
      Platforms platforms,
      PlatformContent content,
      Merger merger,
      Caller caller) {
    this.changes = changes;
    this.platforms = platforms;
    this.content = content;
    this.merger = merger;
    this.caller = caller;
  }

  /** A new draft of the bureau. 422 with every broken rule; 409 if the code is taken. */
  RegistryChange draft(NewRegistryChange given) {
    var sound = checked(given, null, unset(given));
    var code = given.code() == null ? changes.next(given.area()) : given.code();
    if (changes.findById(code) != null) {
      throw Problem.conflict("代码 %s 已用于另一项变更", "The code %s is another change's", code);
    }
    return new RegistryChange(code, sound);
  }

  /**
   * A proposal of the caller's organisation. 404 if it does not run one of the platforms; 422 with
   * every broken rule; 409 for what the organisation has proposed already. The service gives the
   * code: a code that is taken would tell of another's.
   */
  RegistryChange propose(NewRegistryChange given) {
    var by = proposer(given);
    var rules = unset(given);
    if (given.code() != null) {
      rules.add("code", "read-only", "运营单位提出的变更由系统编号", "the service gives a proposal its code");
    }
    var sound = checked(given, by.operator(), rules);
    var code = changes.next(given.area()); // two of one area wait for each other here
    changes.open(by.organisation()).stream()
        .filter(open -> open.doesTheSame(sound))
        .findFirst()
        .ifPresent(
            first -> {
              throw Problem.conflict(
                  "相同的变更已提出：%s；可修改或撤回该项",
                  "That was proposed already by %s: change or withdraw that one", first.code());
            });
    return RegistryChange.proposed(code, sound, by);
  }

  /** Replaces a draft's content. Its area and code stay. */
  void redraft(RegistryChange change, NewRegistryChange given) {
    change.require(Step.CHANGE);
    change.change(checked(given, null, unmoved(change, given)));
  }

  /** Replaces a returned proposal's content and submits it again. */
  void proposeAgain(RegistryChange change, NewRegistryChange given) {
    change.require(Step.CHANGE);
    var by = proposer(given);
    change.proposeAgain(checked(given, by.operator(), unmoved(change, given)));
  }

  /**
   * Submits a locked change. 409 unless it is a draft or was returned; 422 if a platform changed so
   * that it breaks a rule now.
   */
  void submit(RegistryChange change) {
    change.require(Step.SUBMIT);
    requireSound(change, platforms.byCode(change.given().named().toList()));
    change.takeAlong(merger.withMoves(change.given()));
    change.submit();
  }

  /**
   * 422 with every rule that a change breaks meanwhile, of which somebody saw the values before.
   */
  void requireSound(RegistryChange change, Map<String, Platform> known) {
    var given = change.given();
    var rules = rules(given);
    new RegistryRules(
            given, known(List.of(given), known), content, change.proposedBy(), true, rules::add)
        .check();
    rules.throwIfAny();
  }

  /**
   * What some changes name, read at once.
   *
   * @param platforms those that exist, by code
   * @param references what these, and what changes of them, refer to
   */
  record Known(Map<String, Platform> platforms, PlatformContent.References references) {}

  /** Reads what changes name, as it is now. */
  Known known(Collection<NewRegistryChange> given) {
    return known(
        given,
        platforms.byCode(
            given.stream().flatMap(NewRegistryChange::named).collect(Collectors.toSet())));
  }

  private Known known(Collection<NewRegistryChange> given, Map<String, Platform> named) {
    return new Known(
        named,
        content.references(named.values(), given.stream().map(NewRegistryChange::cells).toList()));
  }

  /** The rules of a row, with what all rows name. */
  RegistryRules rules(NewRegistryChange given, Known known, Refusal refusal) {
    return new RegistryRules(given, known, content, null, false, refusal);
  }

  private NewRegistryChange checked(
      NewRegistryChange given, @Nullable String proposedBy, BrokenRules rules) {
    var known = known(List.of(given));
    var sound = new RegistryRules(given, known, content, proposedBy, false, rules::add).check();
    rules.throwIfAny();
    return merger.withMoves(given.with(sound));
  }

  /** Who proposes it. 404 for a platform that the caller's organisation does not run. */
  private Proposer proposer(NewRegistryChange given) {
    var organisation = caller.organisation();
    Platform own = null;
    for (var code : given.platforms()) {
      own = platforms.runBy(organisation, code);
      if (own == null) {
        throw Problem.notFound(code);
      }
    }
    return new Proposer(
        Objects.requireNonNull(Objects.requireNonNull(own).operator()),
        Objects.requireNonNull(organisation));
  }

  private static BrokenRules unmoved(RegistryChange change, NewRegistryChange given) {
    var rules = rules(given);
    rules.requireUnchanged("area", change.area());
    rules.requireUnchanged("code", change.code());
    requireSame(given, Csv.cells(change.view()), rules);
    return rules;
  }

  /** The rules of a new change, of which the system has set nothing yet. */
  private static BrokenRules unset(NewRegistryChange given) {
    var rules = rules(given);
    requireSame(given, Map.of(), rules);
    return rules;
  }

  /** Refuses what the system sets if it is sent back otherwise. */
  private static void requireSame(
      NewRegistryChange given, Map<String, String> set, BrokenRules rules) {
    var cells = Csv.cells(given);
    for (var field : SET_BY_THE_SYSTEM) {
      var sent = cells.getOrDefault(field, "");
      var expected = set.getOrDefault(field, "");
      if (!sent.isEmpty() && !sent.equals(expected)) {
        rules.add(
            field,
            "read-only",
            "由系统填写，应为“%s”或不填",
            "the system sets it: \"%s\", or leave it out",
            expected);
      }
    }
  }

  /** Collects the rules that a change breaks. */
  static BrokenRules rules(NewRegistryChange given) {
    var texts = new HashMap<>(Csv.cells(given));
    for (int i = 0; i < given.properties().size(); i++) {
      var item = given.properties().get(i);
      texts.put("changes/" + i + "/property", item.property());
      texts.put("changes/" + i + "/before", Objects.requireNonNullElse(item.before(), ""));
      texts.put("changes/" + i + "/after", item.afterOrEmpty());
    }
    return new BrokenRules(texts);
  }
}
