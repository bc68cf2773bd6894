/** The words and codes that others use: areas, boards, departments, categories, units. */
@NullMarked
package dev.zhihe.indicators.dictionary.codelist;

import org.jspecify.annotations.NullMarked;
