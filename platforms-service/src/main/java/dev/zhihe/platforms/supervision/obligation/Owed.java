package dev.zhihe.platforms.supervision.obligation;

/**
 * A line and whose it is.
 *
 * @param organisation credit code of the line's operator
 * @param mayAct whether that operator can still do something about it: it runs the platform now, or
 *     has the report under review
 */
public record Owed(ObligationLine line, String organisation, boolean mayAct) {}
