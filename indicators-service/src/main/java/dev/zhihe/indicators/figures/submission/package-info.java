/** Submissions: figures from import through review and embargo to publication. */
@NullMarked
package dev.zhihe.indicators.figures.submission;

import org.jspecify.annotations.NullMarked;
