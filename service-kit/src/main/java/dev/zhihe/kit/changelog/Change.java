package dev.zhihe.kit.changelog;

import dev.zhihe.kit.security.Audience;
import org.jspecify.annotations.Nullable;

/**
 * One row of the log.
 *
 * @param entityType kebab-case noun, such as {@code notice-board}
 * @param entityId business code
 * @param version the entity's version after the change
 * @param body JSON of the state after the change; null for a deletion
 * @param actor the user or client name in the token
 * @param requestId the request that made the change
 * @param reason the reason that the caller gave; null where none is required
 * @param extent area and period in which the state is valid
 */
public record Change(
    String entityType,
    String entityId,
    long version,
    Action action,
    Audience audience,
    @Nullable String body,
    String actor,
    String requestId,
    @Nullable String reason,
    Extent extent) {}
