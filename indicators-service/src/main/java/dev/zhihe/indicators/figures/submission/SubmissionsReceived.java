package dev.zhihe.indicators.figures.submission;

import dev.zhihe.kit.tables.Row;
import java.util.Map;

/**
 * A chunk of figures about to be handed in, new or other than what is there: whoever observes it
 * notes on the rows what speaks against them, and asks the database once for all.
 *
 * @param figures sound so far
 */
public record SubmissionsReceived(Map<Row, NewSubmission> figures) {}
