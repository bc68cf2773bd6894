package dev.zhihe.platforms.registry.platform;

import dev.zhihe.kit.problem.Text;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * That a platform left the registry.
 *
 * @param from the first day on which it is not in the registry
 * @param act code of the change by which it left
 * @param successor code of the platform that goes on; null if none does
 */
public record PlatformDeparture(
    String platform, LocalDate from, String act, @Nullable String successor) {

  /** Whether a period that ends on this day is not its own any more. */
  public boolean isBefore(LocalDate periodEnd) {
    return periodEnd.isAfter(from);
  }

  /** That it left, when, by which act, and which platform goes on. */
  public Text text() {
    return successor == null
        ? Text.of(
            "平台 %1$s 自 %2$s 起已撤销（登记变更 %3$s）",
            "platform %1$s is withdrawn from %2$s on (change %3$s)", platform, from, act)
        : Text.of(
            "平台 %1$s 自 %2$s 起已并入 %4$s（登记变更 %3$s），请使用 %4$s",
            "platform %1$s is merged into %4$s from %2$s on (change %3$s): use %4$s",
            platform,
            from,
            act,
            successor);
  }
}
