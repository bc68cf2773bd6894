package dev.zhihe.platforms.form;

import dev.zhihe.kit.review.AdoptableRepository;
import dev.zhihe.platforms.period.PeriodKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  /** The adopted forms of some areas, by area. */
  public Map<String, List<FormView>> adoptedOf(Collection<String> areas) {
    return areas.isEmpty()
        ? Map.of()
        : stream("area in ?1 and adoption.status = ADOPTED", areas)
            .map(Form::view)
            .collect(Collectors.groupingBy(FormView::area));
  }

  /** The adopted forms of the areas in which an organisation runs platforms. */
  public List<FormView> adoptedFor(String organisation) {
    return getSession()
        .createNativeQuery(
            """
            select * from form where status = 'ADOPTED' and area in (
              select platform.area from platform join operator on operator.code = platform.operator
              where operator.credit_code = ?1)""",
            Form.class)
        .setParameter(1, organisation)
        .getResultList()
        .stream()
        .map(Form::view)
        .toList();
  }
}
