package dev.zhihe.kit.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The filters; null means no filter.
 *
 * @param from earliest sealing time, inclusive
 * @param to latest sealing time, exclusive
 */
record TrailQuestion(
    @Nullable String entityType,
    @Nullable String entityId,
    @Nullable String actor,
    @Nullable String requestId,
    @Nullable Instant from,
    @Nullable Instant to) {

  boolean fits(ResultSet row) throws SQLException {
    return (entityType == null || entityType.equals(row.getString("entity_type")))
        && (actor == null || actor.equals(row.getString("actor")))
        && (requestId == null || requestId.equals(row.getString("request_id")));
  }
}
