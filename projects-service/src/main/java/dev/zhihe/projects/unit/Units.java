package dev.zhihe.projects.unit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The units. */
@ApplicationScoped
public class Units implements PanacheRepositoryBase<Unit, String> {

  /** Code of the unit with this name in an area; null if there is none. Aliases do not count. */
  @Nullable String codeOf(String area, String name) {
    return find("area = ?1 and name = ?2", area, name)
        .<Unit>firstResultOptional()
        .map(Unit::code)
        .orElse(null);
  }

  /**
   * The units of an area that have one of these names, also as an alias, or one of these credit
   * codes.
   */
  @SuppressWarnings("unchecked")
  List<Unit> known(String area, Collection<String> names, Collection<String> creditCodes) {
    return (List<Unit>)
        getEntityManager()
            .createNativeQuery(
                """
            select * from unit where area = :area
              and (name = any(:names) or aliases && cast(:names as varchar[]) or credit_code = any(:creditCodes))
            order by code
            """,
                Unit.class)
            .setParameter("area", area)
            .setParameter("names", names.toArray(String[]::new))
            .setParameter("creditCodes", creditCodes.toArray(String[]::new))
            .getResultList();
  }
}
