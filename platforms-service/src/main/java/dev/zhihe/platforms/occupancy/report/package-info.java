/**
 * Occupancy reports: operators submit figures of their platforms, reviewers accept or return them.
 */
@NullMarked
package dev.zhihe.platforms.occupancy.report;

import org.jspecify.annotations.NullMarked;
