package dev.zhihe.platforms.registry.platform;

import dev.zhihe.platforms.operator.Operators;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
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
}
