/**
 * Changes that wait for a second person: formulas, weaker rules, retractions of figures, reports
 * that end.
 */
@NullMarked
package dev.zhihe.indicators.changerequest;

import org.jspecify.annotations.NullMarked;
