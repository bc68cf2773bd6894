package dev.zhihe.platforms.registry.goal;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The targets of platforms. */
@ApplicationScoped
public class PlatformTargets implements PanacheRepositoryBase<PlatformTarget, String> {

  /** What makes a target one of its kind: the same requirement is one target. */
  static List<@Nullable Object> key(PlatformTargetView view) {
    return Arrays.asList(
        view.platform(),
        view.measure(),
        view.comparator(),
        view.value().stripTrailingZeros(),
        view.countedFrom(),
        view.deadline());
  }

  /** Code of the stored target with the same {@link #key}; null if there is none. */
  @Nullable String codeOf(PlatformTargetView view) {
    var key = key(view);
    return find("platform = ?1 and measure = ?2", view.platform(), view.measure()).stream()
        .map(PlatformTarget::view)
        .filter(stored -> key(stored).equals(key))
        .map(PlatformTargetView::code)
        .findFirst()
        .orElse(null);
  }

  /** The targets of some platforms that no merger closed, locked, in the order of their codes. */
  public List<PlatformTarget> lockedOpen(Collection<String> platforms) {
    return open(platforms, " for no key update");
  }

  /** As {@link #lockedOpen}, not locked. */
  public List<PlatformTarget> open(Collection<String> platforms) {
    return open(platforms, "");
  }

  private List<PlatformTarget> open(Collection<String> platforms, String lock) {
    return getSession()
        .createNativeQuery(
            "select * from platform_target where platform = any(?1) and closed_by is null order by code"
                + lock,
            PlatformTarget.class)
        .setParameter(1, platforms.toArray(String[]::new))
        .getResultList();
  }
}
