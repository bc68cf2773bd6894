package dev.zhihe.platforms.registry.platform;

import dev.zhihe.platforms.operator.Operators;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** The platforms. */
@ApplicationScoped
public class Platforms implements PanacheRepositoryBase<Platform, String> {
  private final Operators operators;

  Platforms(Operators operators) {
    this.operators = operators;
  }

  /**
   * The platform, if the organisation runs it. Null if another organisation runs it or if it does
   * not exist.
   *
   * @param organisation the organisation's unified social credit code; null if the caller has none
   */
  public @Nullable Platform runBy(@Nullable String organisation, String code) {
    if (organisation == null) {
      return null;
    }
    var platform = findById(code);
    var operator = platform == null ? null : platform.operator();
    return operator != null && operators.is(operator, organisation) ? platform : null;
  }

  /** Those of some codes that the organisation runs, in one statement. */
  public List<Platform> runBy(@Nullable String organisation, Collection<String> codes) {
    return codes.isEmpty()
        ? List.of()
        : operated(organisation, " and platform.code = any(?2)")
            .setParameter(2, codes.toArray(String[]::new))
            .getResultList();
  }

  /** All that the organisation runs, by their codes. */
  public List<Platform> runBy(@Nullable String organisation) {
    return operated(organisation, "").getResultList();
  }

  private NativeQuery<Platform> operated(@Nullable String organisation, String condition) {
    return getSession()
        .createNativeQuery(
            "select platform.* from platform join operator on operator.code = platform.operator"
                + " where operator.credit_code = ?1"
                + condition
                + " order by platform.code",
            Platform.class)
        .setParameter(1, organisation);
  }
}
