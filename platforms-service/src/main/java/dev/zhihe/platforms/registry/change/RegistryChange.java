package dev.zhihe.platforms.registry.change;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.review.ActFamily;
import dev.zhihe.kit.review.ActStatus;
import dev.zhihe.kit.review.ApprovedAct;
import dev.zhihe.kit.review.Step;
import dev.zhihe.kit.security.Audience;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A change adds platforms to the registry, changes them, takes them out, or merges them into
 * another. An editor drafts and submits it, or an operator proposes it for a platform of its own.
 * Another person approves or returns it.
 */
@Entity
public class RegistryChange implements Published {
  static final ActFamily FAMILY =
      new ActFamily(
          "/v1/registry-changes",
          new Text(
              "已批准的登记变更为定稿；再次变更请另行编制（POST /v1/registry-changes）",
              "an approved change of the registry is final: draft another one to change more (POST /v1/registry-changes)"));

  @Id private String code;
  private String area;

  @Enumerated(EnumType.STRING)
  private RegistryChangeKind kind;

  private List<String> platforms = List.of();

  // INTO is a word of SQL.
  @Column(name = "into_platform")
  private @Nullable String into;

  // The properties that it sets, one array element each.
  private List<String> changedProperties = List.of();
  private List<@Nullable String> changedFrom = List.of();
  private List<@Nullable String> changedTo = List.of();

  // What a merger takes along.
  private @Nullable List<String> movedTargets;
  private @Nullable List<String> closedTargets;
  private @Nullable List<String> movedMembers;

  private @Nullable String proposedBy;
  private @Nullable String organisation;

  @Embedded private ApprovedAct act;
  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected RegistryChange() {}

  /** A draft that breaks no rule, with the platform's values before. */
  RegistryChange(String code, NewRegistryChange given) {
    this.code = code;
    area = given.area();
    act = new ApprovedAct(given.decision());
    apply(given);
  }

  /** What an organisation proposes for platforms that it runs. It is submitted at once. */
  static RegistryChange proposed(String code, NewRegistryChange given, Proposer by) {
    var change = new RegistryChange(code, given);
    change.proposedBy = by.operator();
    change.organisation = by.organisation();
    change.act.propose(FAMILY, code);
    return change;
  }

  /** Replaces the content. A returned change becomes a draft if its content changes. */
  void change(NewRegistryChange given) {
    act.change(given.decision(), isSameAs(given) && hasBefore(given));
    apply(given);
  }

  /** Replaces a returned proposal's content and submits it again. */
  void proposeAgain(NewRegistryChange given) {
    change(given);
    act.propose(FAMILY, code);
  }

  /** Whether its content equals the given content, whatever the values before. */
  boolean isSameAs(NewRegistryChange given) {
    var own = changes();
    return area.equals(given.area())
        && kind == given.kind()
        && platforms.equals(given.platforms())
        && Objects.equals(into, given.into())
        && own.size() == given.properties().size()
        && IntStream.range(0, own.size())
            .allMatch(i -> own.get(i).isSameAs(given.properties().get(i)))
        && act.decision().equals(given.decision());
  }

  /** Whether it does the same with the same platforms, whatever the reason and the day. */
  boolean doesTheSame(NewRegistryChange given) {
    return kind == given.kind()
        && Set.copyOf(platforms).equals(Set.copyOf(given.platforms()))
        && results(changes()).equals(results(given.properties()));
  }

  private static Set<String> results(List<PropertyChange> changes) {
    return changes.stream().map(PropertyChange::toString).collect(Collectors.toSet());
  }

  private boolean hasBefore(NewRegistryChange given) {
    return changes().equals(given.properties());
  }

  private void apply(NewRegistryChange given) {
    kind = given.kind();
    platforms = List.copyOf(given.platforms());
    into = given.into();
    var properties = new ArrayList<String>();
    var from = new ArrayList<@Nullable String>();
    var to = new ArrayList<@Nullable String>();
    for (var change : given.properties()) {
      properties.add(change.property());
      from.add(change.before());
      to.add(change.after());
    }
    changedProperties = properties;
    changedFrom = from;
    changedTo = to;
    takeAlong(given);
  }

  /** Notes what a merger takes along as it is now: a reviewer sees it, and decides on it. */
  void takeAlong(NewRegistryChange given) {
    movedTargets = given.movedTargets();
    closedTargets = given.closedTargets();
    movedMembers = given.movedMembers();
  }

  private List<PropertyChange> changes() {
    return IntStream.range(0, changedProperties.size())
        .mapToObj(
            i -> new PropertyChange(changedProperties.get(i), changedFrom.get(i), changedTo.get(i)))
        .toList();
  }

  /** Its content as it was given. */
  NewRegistryChange given() {
    var decision = act.decision();
    return new NewRegistryChange(
        code,
        area,
        kind,
        platforms,
        into,
        changes(),
        decision.reason(),
        decision.documentTitle(),
        decision.documentNumber(),
        decision.effectiveOn(),
        act.status(),
        act.returnReason(),
        proposedBy,
        movedTargets,
        closedTargets,
        movedMembers);
  }

  /** Whether an import may change it: a draft of the bureau. */
  boolean changeable() {
    return proposedBy == null && act.changeable();
  }

  /** Code of the operator that proposed it; null if the bureau drafted it. */
  @Nullable String proposedBy() {
    return proposedBy;
  }

  /** Whether an organisation proposed it. */
  boolean isProposalOf(@Nullable String creditCode) {
    return organisation != null && organisation.equals(creditCode);
  }

  /** 409 unless its status allows the step. */
  void require(Step step) {
    if (proposedBy == null) {
      act.require(step, FAMILY, code);
    } else {
      ProposalSteps.of(act.status()).require(step, code);
    }
  }

  /** Submits a draft. 409 unless it is one or was returned; 422 if its document is missing. */
  void submit() {
    require(Step.SUBMIT);
    act.submit(FAMILY, code);
  }

  /** Approves it. 409 unless it is submitted. */
  void approve() {
    require(Step.APPROVE);
    act.approve();
  }

  /** Returns it to whoever submitted it. 409 unless it is submitted. */
  void sendBack(String reason) {
    require(Step.RETURN);
    act.sendBack(reason, FAMILY, code);
  }

  /** Code of its area. */
  String area() {
    return area;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Extent extent() {
    return Extent.from(area, act.decision().effectiveOn());
  }

  @Override
  public Publication publication() {
    return publication;
  }

  /** Everybody once it is approved; before, the bureau and the organisation that proposed it. */
  @Override
  public Audience audience() {
    return organisation != null && act.status() != ActStatus.APPROVED
        ? Audience.organisation(organisation)
        : act.audience();
  }

  @Override
  public RegistryChangeView view() {
    var decision = act.decision();
    return new RegistryChangeView(
        code,
        area,
        kind,
        platforms,
        into,
        changes(),
        movedTargets,
        closedTargets,
        movedMembers,
        decision.reason(),
        decision.documentTitle(),
        decision.documentNumber(),
        decision.effectiveOn(),
        act.status(),
        act.returnReason(),
        proposedBy);
  }
}
