package dev.zhihe.projects.ledger.close;

import org.jspecify.annotations.Nullable;

/**
 * Event: a month is about to be closed. An observer for which something of it, or of a month
 * before, still waits for a reviewer throws a 409.
 *
 * @param after the last month that is closed; null if none is
 */
public record MonthClosing(String plan, @Nullable String after, String month) {}
