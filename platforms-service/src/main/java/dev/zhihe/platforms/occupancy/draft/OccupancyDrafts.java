package dev.zhihe.platforms.occupancy.draft;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

/** The stored drafts. */
@ApplicationScoped
class OccupancyDrafts implements PanacheRepositoryBase<OccupancyDraft, OccupancyDraft.Key> {

  /** A draft, locked for a change; null if there is none. */
  @Nullable OccupancyDraft locked(OccupancyDraft.Key key) {
    return findById(key, LockModeType.PESSIMISTIC_WRITE);
  }
}
