/**
 * Changes that wait for a second person: formulas, weaker rules, retractions, mergers of targets.
 */
@NullMarked
package dev.zhihe.indicators.changerequest;

import org.jspecify.annotations.NullMarked;
