package dev.zhihe.projects.unit;

import dev.zhihe.kit.changelog.Extent;
import dev.zhihe.kit.changelog.Publication;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.search.Findable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body that answers for projects or takes part in them. Within its area each of its names is its
 * own. An operator whose token has its credit code acts for the projects that it leads.
 */
@Entity
public class Unit implements Published, Findable {
  @Id private String code;
  private String area;
  private String name;
  private List<String> aliases = List.of();
  private @Nullable String creditCode;
  private @Nullable String note;
  private @Nullable String document;
  private @Nullable Integer sourceLine;

  @Embedded private Publication publication = new Publication();

  /** For Hibernate. */
  protected Unit() {}

  Unit(UnitView view) {
    code = view.code();
    describe(view);
  }

  /** Sets the unit's content. */
  final void describe(UnitView view) {
    area = view.area();
    name = view.name();
    aliases = view.aliases();
    creditCode = view.creditCode();
    note = view.note();
    document = view.document();
    sourceLine = view.sourceLine();
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
  public Extent extent() {
    return Extent.always(area);
  }

  @Override
  public List<String> names() {
    return List.of(name);
  }

  @Override
  public List<String> aliases() {
    return aliases;
  }

  @Override
  public String area() {
    return area;
  }

  @Override
  public UnitView view() {
    return new UnitView(code, area, name, aliases, creditCode, note, document, sourceLine);
  }
}
