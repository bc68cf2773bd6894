package dev.zhihe.platforms.form;

import dev.zhihe.kit.problem.Problem;
import dev.zhihe.platforms.period.PeriodKind;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms of areas. */
@ApplicationScoped
public class Forms implements PanacheRepositoryBase<Form, String> {

  /**
   * The drafts of an area, locked in the order of their codes. 404 if the area has no forms; 409 if
   * all are adopted.
   */
  List<Form> lockedDraftsOf(String area) {
    var drafts =
        find("area = ?1 and status = ?2", Sort.by("code"), area, FormStatus.DRAFT)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .list();
    if (drafts.isEmpty()) {
      throw count("area", area) == 0
          ? Problem.notFound(area)
          : Problem.conflict("%s 的表式均已批准", "Every form of %s is adopted already", area);
    }
    return drafts;
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
    return stream("area = ?1 and status = ?2", area, FormStatus.ADOPTED).map(Form::view).toList();
  }

  /** The adopted forms of some areas, by area. */
  public Map<String, List<FormView>> adoptedOf(Collection<String> areas) {
    return areas.isEmpty()
        ? Map.of()
        : stream("area in ?1 and status = ?2", areas, FormStatus.ADOPTED)
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
