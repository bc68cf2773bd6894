package dev.zhihe.indicators.policy;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.problem.ProblemType;
import dev.zhihe.kit.problem.Text;
import dev.zhihe.kit.search.Findable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An act of government that a plan names. It is planned, being drafted, or issued. Its status
 * changes after the plan is adopted, so adoption does not freeze it.
 */
@Entity
public class Policy implements Published, Findable {
  @Id private String code;
  private String plan;
  private String name;
  private List<String> aliases = List.of();
  private String kind;

  @Enumerated(EnumType.STRING)
  private @Nullable PolicyRole role;

  @Enumerated(EnumType.STRING)
  private PolicyStatus status;

  private @Nullable Integer tableNumber;
  private @Nullable String documentNumber;
  private @Nullable LocalDate issuedOn;
  private @Nullable String issuedName;
  private @Nullable LocalDate dueOn;
  private List<String> mentions = List.of();
  private @Nullable String note;
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Policy() {}

  Policy(PolicyView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the policy's content and status. */
  final void describe(PolicyView view) {
    plan = view.plan();
    name = view.name();
    aliases = view.aliases();
    kind = view.kind();
    role = view.role() != null ? view.role() : role != null ? role : PolicyRole.impliedBy(view);
    status = view.status();
    tableNumber = view.tableNumber();
    documentNumber = view.documentNumber();
    issuedOn = view.issuedOn();
    issuedName = view.issuedName();
    dueOn = view.dueOn();
    mentions = view.mentions().stream().map(PolicyMention::toString).toList();
    note = view.note();
    document = view.document();
    sourceLine = view.sourceLine();
  }

  /** Marks the policy as being drafted. 409 if it is being drafted or issued already. */
  void draft() {
    if (status == PolicyStatus.DRAFTED || status == PolicyStatus.ISSUED) {
      throw illegal("不能再次开始起草", "it cannot begin to be drafted");
    }
    status = PolicyStatus.DRAFTED;
  }

  /** Marks the policy as issued. 409 if it is issued already. */
  void issue(PolicyIssue issue) {
    if (status == PolicyStatus.ISSUED) {
      throw illegal("不能再次出台", "it cannot be issued again");
    }
    status = PolicyStatus.ISSUED;
    documentNumber = issue.documentNumber().strip();
    issuedOn = issue.issuedOn();
    issuedName = issue.name() == null || issue.name().isBlank() ? null : issue.name().strip();
  }

  private Problem illegal(String zh, String en) {
    var steps = status.steps(code);
    return new Problem(
        ProblemType.CONFLICT, new Text(zh + "：" + steps.zh(), en + ": " + steps.en()));
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public Publication publication() {
    return publication;
  }

  @Override
  public List<String> names() {
    return issuedName == null ? List.of(name) : List.of(name, issuedName);
  }

  @Override
  public List<String> aliases() {
    return aliases;
  }

  @Override
  public PolicyView view() {
    return new PolicyView(
        code,
        plan,
        name,
        aliases,
        kind,
        role,
        status,
        tableNumber,
        documentNumber,
        issuedOn,
        issuedName,
        dueOn,
        mentions.stream().map(PolicyMention::parse).map(Objects::requireNonNull).toList(),
        note,
        document,
        sourceLine);
  }
}
