/**
 * Where a plan stands: verdicts computed from targets and observations, each with what it was
 * computed from.
 */
@NullMarked
package dev.zhihe.indicators.assessment;

import org.jspecify.annotations.NullMarked;
