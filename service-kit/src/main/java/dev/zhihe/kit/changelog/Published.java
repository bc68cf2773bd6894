package dev.zhihe.kit.changelog;

import dev.zhihe.kit.security.Audience;

/**
 * An entity whose every state is published: logged, fed, kept in history, readable as of any
 * position. Its table is made so by {@code select publish('its_table')} in its migration, which
 * also refuses commits that bypass the log.
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
