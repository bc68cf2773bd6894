package dev.zhihe.kit.review;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;

/**
 * The column and the guard that adoptable entities have in common. Once adopted, an entity changes
 * by {@link #amend} alone.
 */
@Embeddable
public class AdoptionState {
  @Enumerated(EnumType.STRING)
  @Column(nullable = false)
  private Adoption status = Adoption.DRAFT;

  /**
   * The only content that may be written, if the entity was adopted when it was loaded. It is the
   * loaded content, or what an amendment made of it. Null for a draft.
   */
  @Transient private @Nullable Record settled;

  /** Draft or adopted. */
  public Adoption status() {
    return status;
  }

  /** Whether it was adopted. */
  public boolean adopted() {
    return status == Adoption.ADOPTED;
  }

  /** Adopts it. */
  public void adopt() {
    status = Adoption.ADOPTED;
  }

  /** Makes a change that may be written although the entity is adopted, such as its end. */
  public void amend(Adoptable entity, Runnable change) {
    requireSettled(entity);
    change.run();
    settled = settled == null ? null : entity.settledContent();
  }

  /** Whether the entity may be written: a draft, or one whose settled content has not changed. */
  public boolean mayBeWritten(Adoptable entity) {
    return settled == null || settled.equals(entity.settledContent());
  }

  /** Keeps the loaded content of the entity if it is adopted. */
  void settle(Adoptable entity) {
    settled = adopted() ? entity.settledContent() : null;
  }

  /** Fails unless the entity may be written. */
  void requireSettled(Adoptable entity) {
    if (!mayBeWritten(entity)) {
      throw new IllegalStateException(entity.code() + " is adopted: it changes no more");
    }
  }
}
