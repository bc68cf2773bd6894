package dev.zhihe.kit.writes;

import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

/**
 * A repository whose entities are locked before they are changed. The lock lasts until the
 * transaction ends.
 *
 * @param <E> the entity, identified by its code
 */
public interface LockingRepository<E extends Published> extends PanacheRepositoryBase<E, String> {
  /** The entity, locked for a change; 404 if there is none. */
  default E locked(String code) {
    var entity = lockedOrNull(code);
    if (entity == null) {
      throw Problem.notFound(code);
    }
    return entity;
  }

  /** The entity, locked for a change; null if there is none. */
  default @Nullable E lockedOrNull(String code) {
    return findById(code, LockModeType.PESSIMISTIC_WRITE);
  }
}
