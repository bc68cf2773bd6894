/** Reads: items, lists and computed answers, as JSON, CSV or XLSX. */
@NullMarked
package dev.zhihe.kit.reads;

import org.jspecify.annotations.NullMarked;
