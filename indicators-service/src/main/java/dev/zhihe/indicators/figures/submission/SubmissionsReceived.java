package dev.zhihe.indicators.figures.submission;

import dev.zhihe.kit.tables.Row;
import java.util.Map;

/**
 * Event: a chunk of new and changed figures is about to be submitted. Observers add errors to the
 * rows, with one query for all rows.
 *
 * @param figures valid so far
 */
public record SubmissionsReceived(Map<Row, NewSubmission> figures) {}
