package dev.zhihe.indicators.changerequest;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.writes.LockingRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

/** The change requests. */
@ApplicationScoped
public class ChangeRequests implements LockingRepository<ChangeRequest> {
  private final ChangeLog log;

  ChangeRequests(ChangeLog log) {
    this.log = log;
  }

  /**
   * Submits a request, or replaces the open one of the same subject.
   *
   * @param locked the subject, locked and unchanged
   * @param after its state as it would be
   */
  public ChangeRequest submit(
      ChangeRequestKind kind, Published locked, Record after, @Nullable String reason) {
    var open = open(kind, locked.code(), LockModeType.PESSIMISTIC_WRITE);
    if (open == null) {
      return log.created(new ChangeRequest(nextCode(), kind, locked, after, reason));
    }
    open.ask(locked, after, reason);
    return log.updated(open, null);
  }

  /** The open request of a subject; null if there is none. */
  public @Nullable ChangeRequest open(ChangeRequestKind kind, String subject) {
    return open(kind, subject, LockModeType.NONE);
  }

  private @Nullable ChangeRequest open(ChangeRequestKind kind, String subject, LockModeType lock) {
    return find("kind = ?1 and subject = ?2 and status = SUBMITTED", kind, subject)
        .withLock(lock)
        .firstResult();
  }

  /** What a request would change. */
  record About(ChangeRequestKind kind, String subject) {}

  /** What a request would change, read without a lock; 404 if there is no such request. */
  About about(String code) {
    var found =
        getEntityManager()
            .createQuery("select kind, subject from ChangeRequest where code = :code", About.class)
            .setParameter("code", code)
            .getResultList();
    if (found.isEmpty()) {
      throw Problem.notFound(code);
    }
    return found.getFirst();
  }

  private String nextCode() {
    var number =
        (Number)
            getEntityManager()
                .createNativeQuery("select nextval('change_request_number')", Long.class)
                .getSingleResult();
    return "cr-%06d".formatted(number.longValue());
  }
}
