package dev.zhihe.projects.ledger.close;

/**
 * Event: a month is about to be closed. An observer for which something of it, or of a month
 * before, still waits for a reviewer throws a 409.
 */
public record MonthClosing(String plan, String month) {}
