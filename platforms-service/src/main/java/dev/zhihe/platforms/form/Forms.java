package dev.zhihe.platforms.form;

import dev.zhihe.kit.review.AdoptableRepository;
import dev.zhihe.platforms.period.PeriodKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms of areas. */
@ApplicationScoped
public class Forms implements AdoptableRepository<Form> {

  /**
   * The drafts of an area, locked in the order of their codes. 404 if the area has no forms; 409 if
   * all are adopted.
   */
  List<Form> lockedDraftsOf(String area) {
    return lockedDrafts("area = ?1", "%s 的表式均已批准", "Every form of %s is adopted already", area);
  }

  /** Code of an edition, or null. */
  @Nullable String codeOf(String area, PeriodKind kind, int edition) {
    return find("area = ?1 and kind = ?2 and edition = ?3", area, kind, edition)
        .<Form>firstResultOptional()
        .map(Form::code)
        .orElse(null);
  }

  /** The adopted forms of an area. */
  public List<FormView> adoptedOf(String area) {
    return stream("area = ?1 and adoption.status = ADOPTED", area).map(Form::view).toList();
  }

  /** The form that an area has for a kind of period on a day, as far as is known now. */
  public FormInForce inForce(String area, PeriodKind kind, LocalDate day) {
    return FormInForce.of(adoptedOf(area), kind, day);
  }
}
