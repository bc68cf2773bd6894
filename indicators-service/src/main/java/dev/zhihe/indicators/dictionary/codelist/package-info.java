/** Codelists: areas, boards, departments, categories and units. */
@NullMarked
package dev.zhihe.indicators.dictionary.codelist;

import org.jspecify.annotations.NullMarked;
