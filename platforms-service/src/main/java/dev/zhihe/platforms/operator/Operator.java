package dev.zhihe.platforms.operator;

import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.search.Findable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that runs platforms. A caller whose token has its credit code acts for its
 * platforms.
 */
@Entity
public class Operator implements Published, Findable {
  @Id private String code;
  private String area;
  private String name;
  private String creditCode;
  private @Nullable String creditCodeNote;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Operator() {}

  Operator(OperatorView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the operator's content. */
  final void describe(OperatorView view) {
    area = view.area();
    name = view.name();
    creditCode = view.creditCode();
    creditCodeNote = view.creditCodeNote();
  }

  /** Unified social credit code. */
  public String creditCode() {
    return creditCode;
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
    return List.of(name);
  }

  @Override
  public List<String> aliases() {
    return List.of(creditCode);
  }

  @Override
  public String area() {
    return area;
  }

  @Override
  public OperatorView view() {
    return new OperatorView(code, area, name, creditCode, creditCodeNote);
  }
}
