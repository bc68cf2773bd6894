/** Answers of other services that a report keeps: asked for, shown, and asked for again. */
@NullMarked
package dev.zhihe.indicators.report.attachment;

import org.jspecify.annotations.NullMarked;
