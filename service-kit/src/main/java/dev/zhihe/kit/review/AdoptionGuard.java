package dev.zhihe.kit.review;

import jakarta.persistence.PostLoad;
import jakarta.persistence.PreUpdate;

/** Refuses to write a change of an adopted entity. Last safeguard, for callers without a check. */
public class AdoptionGuard {
  /** Notes what was loaded. */
  @PostLoad
  public void loaded(Adoptable entity) {
    entity.adoption().settle(entity);
  }

  /** Fails if it was adopted when it was loaded, and nothing that is allowed changed it. */
  @PreUpdate
  public void written(Adoptable entity) {
    entity.adoption().requireSettled(entity);
  }
}
