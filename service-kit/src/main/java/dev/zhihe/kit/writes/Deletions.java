package dev.zhihe.kit.writes;

import dev.zhihe.kit.changelog.ChangeLog;
import dev.zhihe.kit.changelog.Published;
import dev.zhihe.kit.problem.Characters;
import dev.zhihe.kit.problem.Problem;
import dev.zhihe.kit.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Deletes entities that were entered in error. Version numbers continue if the entity is created
 * again.
 */
@ApplicationScoped
public class Deletions {
  private static final int MAX_REASON_LENGTH = 300;

  private final EntityManager entities;
  private final ChangeLog log;
  private final Caller caller;

  Deletions(EntityManager entities, ChangeLog log, Caller caller) {
    this.entities = entities;
    this.log = log;
    this.caller = caller;
  }

  /**
   * Deletes an entity. Answers 204; 404 if it does not exist or the caller may not read it; 412 if
   * the ETag is stale; 428 without {@code If-Match}.
   *
   * @param reason for the audit trail; up to 300 characters, because more Chinese characters may
   *     not fit into an address
   */
  public Response delete(
      Class<? extends Published> type,
      String code,
      @Nullable String ifMatch,
      @Nullable String reason) {
    if (reason != null && Characters.length(reason) > MAX_REASON_LENGTH) {
      throw Problem.parameter(
          "reason",
          reason.substring(0, reason.offsetByCodePoints(0, 20)) + "…",
          "reason 至多 %d 字",
          "reason has %d characters at most",
          MAX_REASON_LENGTH);
    }
    var entity = entities.find(type, code, LockModeType.PESSIMISTIC_WRITE);
    if (entity == null || !caller.audiences().include(entity.publication().audience())) {
      throw Problem.notFound(code);
    }
    IfMatch.require(ifMatch, entity);
    log.deleted(
        entity, reason == null || Characters.isBlank(reason) ? null : Characters.strip(reason));
    return Response.noContent().build();
  }
}
