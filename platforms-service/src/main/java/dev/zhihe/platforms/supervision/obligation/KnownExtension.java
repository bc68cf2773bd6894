package dev.zhihe.platforms.supervision.obligation;

import java.time.LocalDate;

/**
 * An extension that was not revoked.
 *
 * @param dueDate the day to which it extends
 * @param grantedOn first day on which it holds
 */
record KnownExtension(String code, LocalDate dueDate, LocalDate grantedOn) {}
