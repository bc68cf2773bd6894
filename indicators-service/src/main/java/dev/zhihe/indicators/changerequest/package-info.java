/** Changes that wait for a second person: formulas, weaker rules, retractions of figures. */
@NullMarked
package dev.zhihe.indicators.changerequest;

import org.jspecify.annotations.NullMarked;
