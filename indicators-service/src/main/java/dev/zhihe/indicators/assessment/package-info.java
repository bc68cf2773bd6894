/**
 * Assesses the targets of a plan: verdicts computed from targets and observations, with their
 * inputs.
 */
@NullMarked
package dev.zhihe.indicators.assessment;

import org.jspecify.annotations.NullMarked;
