package dev.zhihe.kit.audit;

import org.jspecify.annotations.Nullable;

/**
 * An entity's last state according to the log, which its published table must hold.
 *
 * @param endsAt the position at which the history says that a later state begins; null if this is
 *     the last
 */
record ExpectedChange(
    long position,
    @Nullable Long version,
    @Nullable String audience,
    @Nullable String body,
    @Nullable Long endsAt) {}
