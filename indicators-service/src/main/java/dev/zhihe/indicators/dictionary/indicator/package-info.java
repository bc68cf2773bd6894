/** The dictionary of indicators, shared by all plans and areas. */
@NullMarked
package dev.zhihe.indicators.dictionary.indicator;

import org.jspecify.annotations.NullMarked;
