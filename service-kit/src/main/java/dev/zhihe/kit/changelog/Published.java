package dev.zhihe.kit.changelog;

import dev.zhihe.kit.security.Audience;

/**
 * An entity whose every state is published. Each state is logged, fed to consumers, kept in the
 * history, and readable as of any position. The migration of its table calls {@code select
 * publish('its_table')}. From then on the database refuses commits that bypass the log.
 */
public interface Published {
  /** The business code: the id under which the world knows it. */
  String code();

  /** The published state beside the typed columns; the change log alone writes it. */
  Publication publication();

  /**
   * What the world sees: the entity's own fields and the codes of others, nothing joined, computed
   * or clock-bound.
   */
  Record view();

  /** Who may read the entity as it stands. */
  default Audience audience() {
    return Audience.PUBLIC;
  }

  /**
   * Where and when the state holds: by default at all times, in the area that the code begins with.
   */
  default Extent extent() {
    return Extent.ofCode(code());
  }

  /** The record that {@link #view} of an entity returns. */
  static Class<?> viewOf(Class<? extends Published> entity) {
    try {
      return entity.getMethod("view").getReturnType();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
