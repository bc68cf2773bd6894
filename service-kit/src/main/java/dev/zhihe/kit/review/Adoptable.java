package dev.zhihe.kit.review;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.security.Audience;

/**
 * An entity that editors draft and a second person adopts. From then on it is public, and imports
 * do not change it: another one follows it or takes its place. It embeds an {@link AdoptionState}
 * as {@code adoption}, and names {@link AdoptionGuard} as its listener.
 */
public interface Adoptable extends Published {
  /** Its status, and the guard of what was adopted. */
  AdoptionState adoption();

  /** Whether it was adopted. True for one that another has replaced, too. */
  default boolean adopted() {
    return adoption().adopted();
  }

  /** What does not change once it is adopted: by default, all of it. */
  default Record settledContent() {
    return view();
  }

  /** Everybody once it is adopted; the bureau alone before. */
  @Override
  default Audience audience() {
    return adopted() ? Audience.PUBLIC : Audience.BUREAU;
  }
}
