package dev.zhihe.kit.changelog;

import dev.zhihe.kit.security.Audience;

/**
 * An entity whose every state is published. Each state is logged, fed to consumers, kept in the
 * history, and readable as of any position. The migration of its table calls {@code select
 * publish('its_table')}. From then on the database refuses commits that bypass the log.
 */
public interface Published {
  /** The business code, by which clients and other entities refer to it. */
  String code();

  /**
   * The stored body and version, in addition to the typed columns. Only the change log writes it.
   */
  Publication publication();

  /**
   * The published state: the entity's own fields and the codes of others. Nothing in it is joined,
   * computed or dependent on the clock.
   */
  Record view();

  /** Who may read the entity in its current state. */
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
