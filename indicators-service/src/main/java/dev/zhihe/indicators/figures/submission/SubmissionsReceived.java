package dev.zhihe.indicators.figures.submission;

import dev.zhihe.kit.tables.Row;
import java.util.Map;

/**
 * A chunk of figures that is about to be submitted: new ones, and changes of stored ones. Observers
 * add errors to the rows, with one query for all of them.
 *
 * @param figures valid so far
 */
public record SubmissionsReceived(Map<Row, NewSubmission> figures) {}
