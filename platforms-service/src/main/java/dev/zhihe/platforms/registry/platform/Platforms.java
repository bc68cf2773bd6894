package dev.zhihe.platforms.registry.platform;

import dev.zhihe.platforms.operator.Operators;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  /** The platforms with these codes that exist, by code. */
  public Map<String, Platform> byCode(Collection<String> codes) {
    return found("", codes);
  }

  /** As {@link #byCode}, locked in the order of their codes. */
  public Map<String, Platform> locked(Collection<String> codes) {
    return found(" order by code for no key update", codes);
  }

  private Map<String, Platform> found(String order, Collection<String> codes) {
    return getSession()
        .createNativeQuery("select * from platform where code = any(?1)" + order, Platform.class)
        .setParameter(1, codes.toArray(String[]::new))
        .getResultStream()
        .collect(Collectors.toMap(Platform::code, Function.identity()));
  }

  /**
   * That a platform left the registry, and which one goes on now; null if it did not leave. A
   * platform that others were merged into may itself be merged into another.
   */
  public @Nullable PlatformDeparture departureOf(Platform platform) {
    var last = platform;
    for (var next = platform.mergedInto(); next != null; next = last.mergedInto()) {
      last = Objects.requireNonNull(findById(next));
    }
    return platform.departure(last == platform ? null : last.code());
  }
}
