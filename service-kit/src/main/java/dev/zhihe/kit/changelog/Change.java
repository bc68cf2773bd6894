package dev.zhihe.kit.changelog;

import dev.zhihe.kit.security.Audience;
import org.jspecify.annotations.Nullable;

/**
 * One row for the log.
 *
 * @param entityType kebab-case noun, such as {@code investment-plan}
 * @param entityId business code
 * @param version the entity's version after the change
 * @param body JSON of the state after the change; null for a deletion
 * @param actor who did it: the token's user or client name
 * @param requestId the request in which it was done
 * @param reason why, where the act asks for one
 * @param extent where and when the state holds
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
